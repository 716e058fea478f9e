import {
  Histogram,
  type Distribution,
  type ModelVersion,
  type ServingEvents,
  type SwapPhase,
  type WorkerEnd,
} from "@switchyard/core";

/** What became of versions that were to take over. */
export const swapResults = ["switched", "failed", "held"] as const;

export type SwapResult = (typeof swapResults)[number];

/** Upper bounds, in seconds, of the classes that the steps of a switch are counted in. */
export const swapBoundsSeconds: readonly number[] = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, Infinity];

/** What has happened to versions and workers. */
export interface LifecycleCounts {
  readonly swaps: (model: string, result: SwapResult) => number;
  readonly restarts: (model: string, reason: WorkerEnd) => number;
  readonly phases: ReadonlyMap<SwapPhase, Distribution>;
  /** Seconds that the version took to load. */
  readonly loadSeconds: (model: string, version: string) => number | undefined;
}

/** Counts switches, the time of their steps, and the ends of workers; of models that are served. */
export class LifecycleRecorder {
  readonly #names: () => readonly string[];
  readonly #models = new Map<string, ModelLife>();
  readonly #phases = new Map<SwapPhase, Histogram>();

  /** Names may come and go for as long as the program runs; only those that are served are kept. */
  constructor(names: () => readonly string[]) {
    this.#names = names;
  }

  /** What it hears of. */
  readonly events: Partial<ServingEvents> = {
    modelStateChanged: (version, state) => {
      if (state === "loading") this.#of(version).begin(version.version, "load");
      if (state === "ready") this.#of(version).loaded(version.version);
      if (state === "failed") this.#of(version).failed(version.version);
      if (state === "draining") this.#of(version).begin(version.version, "drain");
      if (state === "closed") this.#closed(version);
    },
    modelTimed: (_version, phase, durationMs) => this.#observe(phase, durationMs),
    modelSwitched: (to, from) => {
      const durationMs = this.#of(to).flipped(to.version);
      if (!from) return;
      this.#of(to).count("switched");
      if (durationMs !== undefined) this.#observe("flip", durationMs);
    },
    modelHeld: (version) => this.#of(version).count("held"),
    workerEnded: (version, _pid, reason) => this.#of(version).count(reason),
  };

  counts(): LifecycleCounts {
    return {
      swaps: (model, result) => this.#models.get(model)?.counted(result) ?? 0,
      restarts: (model, reason) => this.#models.get(model)?.counted(reason) ?? 0,
      phases: new Map(Array.from(this.#phases, ([phase, histogram]) => [phase, histogram.snapshot()])),
      loadSeconds: (model, version) => this.#models.get(model)?.loadSeconds(version),
    };
  }

  #closed(version: ModelVersion): void {
    const durationMs = this.#of(version).closed(version.version);
    if (durationMs !== undefined) this.#observe("drain", durationMs);
  }

  #observe(phase: SwapPhase, durationMs: number): void {
    const histogram = this.#phases.get(phase) ?? new Histogram(swapBoundsSeconds);
    this.#phases.set(phase, histogram);
    histogram.observe(durationMs / 1000);
  }

  #of({ name }: ModelVersion): ModelLife {
    const known = this.#models.get(name);
    if (known) return known;
    const served = new Set(this.#names());
    for (const each of this.#models.keys()) if (!served.has(each)) this.#models.delete(each);
    const life = new ModelLife();
    this.#models.set(name, life);
    return life;
  }
}

type Step = "load" | "flip" | "drain";

/** What has happened to one model's versions. */
class ModelLife {
  readonly #counts = new Map<SwapResult | WorkerEnd, number>();
  readonly #begunMs = new Map<string, number>();
  readonly #loadSeconds = new Map<string, number>();

  count(what: SwapResult | WorkerEnd): void {
    this.#counts.set(what, this.counted(what) + 1);
  }

  counted(what: SwapResult | WorkerEnd): number {
    return this.#counts.get(what) ?? 0;
  }

  loadSeconds(version: string): number | undefined {
    return this.#loadSeconds.get(version);
  }

  begin(version: string, step: Step): void {
    this.#begunMs.set(`${step} ${version}`, performance.now());
  }

  loaded(version: string): void {
    const durationMs = this.#end(version, "load");
    this.begin(version, "flip");
    if (durationMs !== undefined) this.#loadSeconds.set(version, durationMs / 1000);
  }

  /** Milliseconds since it could have answered. */
  flipped(version: string): number | undefined {
    return this.#end(version, "flip");
  }

  failed(version: string): void {
    this.#end(version, "load");
    this.count("failed");
  }

  /** Milliseconds that it took to drain. */
  closed(version: string): number | undefined {
    this.#loadSeconds.delete(version);
    this.#end(version, "flip");
    return this.#end(version, "drain");
  }

  #end(version: string, step: Step): number | undefined {
    const key = `${step} ${version}`;
    const begunMs = this.#begunMs.get(key);
    this.#begunMs.delete(key);
    return begunMs === undefined ? undefined : performance.now() - begunMs;
  }
}
