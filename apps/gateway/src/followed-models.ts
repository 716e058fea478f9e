import { GatewayError, type Logger, type RegistryStatus } from "@switchyard/core";
import {
  discovered,
  RegistryWatcher,
  uriOf,
  type BeginOptions,
  type Discover,
  type FollowedUri,
} from "@switchyard/registry-client";
import type { Config } from "./config/config.ts";
import type { Models } from "./models.ts";

export interface FollowedModelsOptions {
  readonly config: Config;
  readonly models: Models;
  readonly log: Logger;
  /** Hears of each model once it has been tried. */
  readonly onTried: (name: string) => Promise<void>;
}

/** How long the first listing may take before what was served last is served again. */
const patienceMs = 5000;
/** How long a registry may take that has just been asked in vain. */
const littlePatienceMs = 500;

/** The models to serve at the start, and whether the registry said so. */
interface Found {
  readonly models: readonly FollowedUri[];
  readonly isListed: boolean;
}

/** Serves the models that the configuration names or discovers, and follows what the registry says of them. */
export class FollowedModels implements AsyncDisposable {
  readonly #options: FollowedModelsOptions;
  readonly #named: readonly FollowedUri[];
  readonly #discover: Discover | undefined;
  readonly #watcher: RegistryWatcher;
  readonly #stopping = new AbortController();
  readonly #beginning = new Set<Promise<void>>();
  #started: Promise<void> | undefined;
  #areModelsKnown = false;

  constructor(options: FollowedModelsOptions) {
    const { models, discover } = options.config;
    this.#options = options;
    this.#named = Object.entries(models).map(([name, { uri }]) => ({ name, uri }));
    this.#discover = discover ?? (this.#named.length === 0 ? { alias: "champion" } : undefined);
    this.#watcher = this.#createWatcher();
  }

  /** Resolves when each model that is known at the start has been loaded or has failed. Never rejects. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Whether the first look at the registry has ended, and all that it found is followed. */
  get areModelsKnown(): boolean {
    return this.#areModelsKnown;
  }

  status(): RegistryStatus {
    return this.#watcher.status();
  }

  /** Looks at the registry now. */
  hint(): void {
    this.#watcher.hint();
  }

  /** Ends the looks at the registry, and the loads that run. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#started;
    await this.#watcher[Symbol.asyncDispose]();
    await Promise.all(this.#beginning);
  }

  #createWatcher(): RegistryWatcher {
    const { config, models, log } = this.#options;
    return new RegistryWatcher({
      registry: models.registry,
      intervalMs: config.registry.pollIntervalMs,
      named: this.#named,
      discover: this.#discover,
      reload: (name, signal) => models.reload(name, this.#within(signal)),
      onAppeared: (model) => void this.#begin(model),
      onGone: (name) => void this.#forget(name),
      onState: (failure) => {
        if (failure) log.warn("the registry is away, serving on", { reason: failure.message });
        else log.info("the registry answers");
      },
      onReloadFailed: (name, { message }) => log.warn("reload failed", { model: name, reason: message }),
    });
  }

  async #start(): Promise<void> {
    const named = this.#named.map((model) => this.#begin(model));
    const found = this.#discover ? await this.#find(this.#discover) : { models: [], isListed: true };
    const others = found.models.filter(({ name }) => !Object.hasOwn(this.#options.config.models, name));
    if (named.length + others.length === 0)
      this.#options.log.warn("no model to serve: none is named, and none of the registry is discovered");
    if (!this.#stopping.signal.aborted) this.#watcher.start(others);
    const options = found.isListed ? {} : { patienceMs: littlePatienceMs };
    const begun = others.map((model) => this.#begin(model, options));
    this.#areModelsKnown = true;
    await Promise.all([...named, ...begun]);
  }

  /** The models that the registry lists; where it does not answer, those that were served before. */
  async #find(discover: Discover): Promise<Found> {
    const { models, log } = this.#options;
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(patienceMs)]);
    try {
      const listed = await models.registry.list(signal);
      this.#watcher.seen();
      // As later on: a registry that lists nothing at all is taken for one that is broken or new.
      if (listed.length > 0) return { models: discovered(discover, listed), isListed: true };
    } catch (thrown) {
      log.error("the registry cannot be listed, trying on", { reason: GatewayError.from(thrown).message });
    }
    return { models: await this.#remembered(discover), isListed: false };
  }

  async #remembered(discover: Discover): Promise<readonly FollowedUri[]> {
    const known = await this.#options.models.rollouts.list();
    return known
      .filter(({ name, uri }) => uri === uriOf(discover, name))
      .map(({ name, uri }) => ({ name, uri }));
  }

  #begin(model: FollowedUri, options: BeginOptions = {}): Promise<void> {
    const begun = this.#beginNow(model, options).finally(() => this.#beginning.delete(begun));
    this.#beginning.add(begun);
    return begun;
  }

  async #beginNow({ name, uri }: FollowedUri, options: BeginOptions): Promise<void> {
    const { models, log, onTried } = this.#options;
    models.served.follow(name, uri);
    try {
      await models.follower.begin(name, this.#within(this.#stopping.signal), options);
    } catch (thrown) {
      const reason = GatewayError.from(thrown).message;
      const version = models.served.status(name).current?.version.version;
      if (version === undefined) log.error("model is not served", { model: name, reason });
      else log.warn("model is served as it was before", { model: name, version, reason });
    }
    await onTried(name);
  }

  async #forget(name: string): Promise<void> {
    const { models, log } = this.#options;
    log.info("model is no longer discovered", { model: name });
    await models.follower.forget(name);
    models.statistics.forget(name);
  }

  #within(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, AbortSignal.timeout(this.#options.config.loadTimeoutMs)]);
  }
}
