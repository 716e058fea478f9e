import { setTimeout as delay } from "node:timers/promises";
import {
  GatewayError,
  type ErrorRecord,
  type ModelRegistry,
  type RegisteredModel,
  type RegistryStatus,
} from "@switchyard/core";
import { discovered, nextDiscovery, type Discover, type FollowedUri, type Missed } from "./discovery.ts";
import { markOf } from "./mark-of.ts";
import { pollDelayMs, retryDelayMs } from "./poll-timing.ts";

export interface RegistryWatcherOptions {
  readonly registry: Pick<ModelRegistry, "list">;
  /** Milliseconds between looks; 0 to look only when hinted. */
  readonly intervalMs: number;
  /** The models that are followed whatever the registry lists. */
  readonly named: readonly FollowedUri[];
  readonly discover: Discover | undefined;
  /** Brings a model up to what the registry says now. */
  readonly reload: (name: string, signal: AbortSignal) => Promise<unknown>;
  readonly onAppeared: (model: FollowedUri) => void;
  readonly onGone: (name: string) => void;
  /** Hears when the registry is lost, and with nothing when it is found again. */
  readonly onState?: (failure: ErrorRecord | undefined) => void;
  /** Hears why, once until the reason is another. */
  readonly onReloadFailed?: (name: string, failure: GatewayError) => void;
}

interface Watched {
  readonly uri: string;
  mark: string | undefined;
  failures: number;
  retryAtMs: number;
  /** Why it failed last, which need be told but once. */
  told: string | undefined;
}

const patienceMs = 30_000;
/** However many hints come, looks are no closer together. */
const shortestGapMs = 100;

/** One question to the registry tells for all models which of them have changed; only those are resolved anew. */
export class RegistryWatcher implements AsyncDisposable {
  readonly #options: RegistryWatcherOptions;
  readonly #stopping = new AbortController();
  readonly #watched = new Map<string, Watched>();
  readonly #reloads = new Set<Promise<void>>();
  #missed: Missed = new Map();
  #hinted = Promise.withResolvers<void>();
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #failure: ErrorRecord | undefined;
  #seenMs: number | undefined;

  constructor(options: RegistryWatcherOptions) {
    this.#options = options;
    for (const { name, uri } of options.named) this.#watch(name, uri);
  }

  /** Begins to look; `known` are the models that were discovered before. */
  start(known: readonly FollowedUri[]): void {
    this.#missed = new Map(known.map(({ name }) => [name, 0]));
    for (const { name, uri } of known) this.#watch(name, uri);
    this.#running = this.#run();
  }

  /** Looks now. */
  hint(): void {
    this.#hinted.resolve();
  }

  /** Something else has asked the registry, and this is what became of it. */
  seen(): void {
    this.#seenMs = Date.now();
  }

  status(): RegistryStatus {
    const { intervalMs } = this.#options;
    const lagSeconds = this.#seenMs === undefined ? undefined : (Date.now() - this.#seenMs) / 1000;
    const isStale = this.#failure !== undefined || (intervalMs > 0 && lagSeconds === undefined);
    return { state: isStale ? "stale" : "current", lagSeconds, failure: this.#failure };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#reloads);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#untilDue(signal);
      if (!signal.aborted) await this.#look(signal);
    }
  }

  async #untilDue(signal: AbortSignal): Promise<void> {
    const { intervalMs } = this.#options;
    const waiting = new AbortController();
    const either = AbortSignal.any([signal, waiting.signal]);
    const delayMs =
      intervalMs === 0
        ? 2 ** 31 - 1
        : pollDelayMs({ intervalMs, failures: this.#failures, random: Math.random() });
    const timer = delay(delayMs, undefined, { signal: either }).catch(() => undefined);
    await Promise.race([timer, this.#hinted.promise]);
    waiting.abort();
    this.#hinted = Promise.withResolvers();
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      const listed = await this.#options.registry.list(
        AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      );
      this.#settle(undefined);
      this.#discover(listed);
      this.#reloadChanged(listed);
    } catch (thrown) {
      if (!signal.aborted) this.#settle(GatewayError.from(thrown).toRecord());
    }
    await delay(shortestGapMs, undefined, { signal }).catch(() => undefined);
  }

  #settle(failure: ErrorRecord | undefined): void {
    this.#failures = failure ? this.#failures + 1 : 0;
    if (!failure) this.#seenMs = Date.now();
    const hasChanged = failure?.message !== this.#failure?.message;
    this.#failure = failure;
    if (hasChanged) this.#options.onState?.(failure);
  }

  #discover(listed: readonly RegisteredModel[]): void {
    const { discover, named, onAppeared, onGone } = this.#options;
    if (!discover) return;
    const found = discovered(discover, listed).filter(
      ({ name }) => !named.some((each) => each.name === name),
    );
    const { appeared, gone, missed } = nextDiscovery(this.#missed, found, listed);
    this.#missed = missed;
    for (const name of gone) this.#watched.delete(name);
    gone.forEach(onGone);
    const models = byName(listed);
    for (const { name, uri } of appeared) this.#watch(name, uri).mark = markOf(uri, models);
    appeared.forEach(onAppeared);
  }

  #reloadChanged(listed: readonly RegisteredModel[]): void {
    const models = byName(listed);
    for (const [name, watched] of this.#watched) {
      const mark = markOf(watched.uri, models);
      const isDue = mark !== watched.mark || (watched.failures > 0 && Date.now() >= watched.retryAtMs);
      if (!isDue) continue;
      watched.mark = mark;
      const reloaded = this.#reload(name, watched).finally(() => this.#reloads.delete(reloaded));
      this.#reloads.add(reloaded);
    }
  }

  async #reload(name: string, watched: Watched): Promise<void> {
    // A load that takes long is not begun again meanwhile.
    watched.retryAtMs = Infinity;
    try {
      await this.#options.reload(name, this.#stopping.signal);
      watched.failures = 0;
      watched.told = undefined;
    } catch (thrown) {
      const failure = GatewayError.from(thrown);
      watched.failures = isFinal(failure) ? 0 : watched.failures + 1;
      watched.retryAtMs = Date.now() + retryDelayMs(Math.max(this.#options.intervalMs, 1), watched.failures);
      if (this.#stopping.signal.aborted || failure.message === watched.told) return;
      watched.told = failure.message;
      this.#options.onReloadFailed?.(name, failure);
    }
  }

  #watch(name: string, uri: string): Watched {
    const watched = { uri, mark: undefined, failures: 0, retryAtMs: 0, told: undefined };
    this.#watched.set(name, watched);
    return watched;
  }
}

/** Trying again changes nothing before the registry does: the version is held back. */
function isFinal({ code }: GatewayError): boolean {
  return code === "conflict" || code === "version_refused";
}

function byName(models: readonly RegisteredModel[]): ReadonlyMap<string, RegisteredModel> {
  return new Map(models.map((model) => [model.name, model]));
}
