import { Histogram, httpBoundsSeconds, type HttpSeries, type HttpTraffic } from "@switchyard/core";

/** What was asked, how, and what the answer was; routes and methods are few. */
export type TrafficKey = Pick<HttpSeries, "route" | "method" | "status">;

const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const notAllowed = 405;

type Statuses = Map<number, Histogram>;

/** Counts HTTP requests by what they asked and how they were answered. */
export class TrafficRecorder {
  /** Inference is asked by POST: by route and status it is found without making a key. */
  readonly #posts = new Map<string, Statuses>();
  /** By method and route. */
  readonly #others = new Map<
    string,
    { readonly route: string; readonly method: string; readonly statuses: Statuses }
  >();
  #active = 0;

  /** A request has come. */
  began(): void {
    this.#active += 1;
  }

  /** An inference request was answered; what has another method than POST is refused. */
  inferred(route: string, status: number, durationMs: number): void {
    if (status === notAllowed) return this.answered({ route, method: "", status }, durationMs);
    this.#active -= 1;
    const found = this.#posts.get(route)?.get(status);
    (found ?? this.#of({ route, method: "POST", status })).observe(durationMs / 1000);
  }

  /** A request was answered; methods that nobody knows count as one. */
  answered({ route, method, status }: TrafficKey, durationMs: number): void {
    this.#active -= 1;
    const known = methods.has(method) ? method : "_OTHER";
    this.#of({ route, method: known, status }).observe(durationMs / 1000);
  }

  /** What another process has counted. */
  add(series: readonly HttpSeries[]): void {
    for (const { durations, ...key } of series) this.#of(key).add(durations);
  }

  snapshot(): HttpTraffic {
    const series = [
      ...Array.from(this.#posts, ([route, statuses]) => seriesOf({ route, method: "POST" }, statuses)),
      ...Array.from(this.#others.values(), ({ statuses, ...key }) => seriesOf(key, statuses)),
    ].flat();
    return { active: this.#active, series };
  }

  /** What was counted since it was last taken. */
  take(): HttpTraffic {
    const taken = this.snapshot();
    this.#posts.clear();
    this.#others.clear();
    return taken;
  }

  #of({ route, method, status }: TrafficKey): Histogram {
    const statuses = method === "POST" ? this.#postsOf(route) : this.#othersOf(route, method);
    const known = statuses.get(status);
    if (known) return known;
    const durations = new Histogram(httpBoundsSeconds);
    statuses.set(status, durations);
    return durations;
  }

  #postsOf(route: string): Statuses {
    const known = this.#posts.get(route);
    if (known) return known;
    const statuses: Statuses = new Map();
    this.#posts.set(route, statuses);
    return statuses;
  }

  #othersOf(route: string, method: string): Statuses {
    const id = `${method} ${route}`;
    const known = this.#others.get(id);
    if (known) return known.statuses;
    const statuses: Statuses = new Map();
    this.#others.set(id, { route, method, statuses });
    return statuses;
  }
}

function seriesOf(key: Omit<TrafficKey, "status">, statuses: Statuses): readonly HttpSeries[] {
  return Array.from(statuses, ([status, durations]) => ({ ...key, status, durations: durations.snapshot() }));
}
