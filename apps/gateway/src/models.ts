import type {
  FetchModel,
  ModelRegistry,
  ReloadModel,
  RollbackModel,
  ServingEvents,
  SplitTraffic,
  Tracing,
} from "@switchyard/core";
import {
  ConcurrencyLimit,
  createArtifactStores,
  createFetchModel,
  createLoadModel,
  displayUrl,
  Follower,
  ModelManager,
  openRegistry,
  RollbackGuard,
  RolloutStore,
  type LoadModel,
  type Switched,
} from "@switchyard/registry-client";
import { StatisticsBook, WorkerNursery } from "@switchyard/serving";
import type { SwitchTracer } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import { gateOf } from "./gate-of.ts";
import { createMemoryKeeper } from "./memory/create-memory-keeper.ts";
import { withLooks } from "./memory/with-looks.ts";
import { configuredTraffic, settingsOf } from "./settings-of.ts";
import { createStartServable } from "./start-servable.ts";
import { createSplitTraffic } from "./traffic/split-traffic.ts";
import { TrafficSplits } from "./traffic/traffic-splits.ts";
import { versionsOf } from "./versions-of.ts";

export interface ModelsOptions {
  readonly config: Config & { readonly registry: { readonly trackingUri: string } };
  readonly cacheDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly events: ServingEvents;
  /** Records what workers have in hand, where anybody does. */
  readonly tracing?: Tracing | undefined;
  /** Records how models come to other versions. */
  readonly switches?: SwitchTracer | undefined;
}

/** The served models, the registry they come from, and the ways they are brought to another version. */
export interface Models extends AsyncDisposable {
  readonly served: ModelManager;
  readonly registry: ModelRegistry;
  readonly follower: Follower;
  /** What was served before a restart. */
  readonly rollouts: RolloutStore;
  /** What each model has done. */
  readonly statistics: StatisticsBook;
  readonly reload: ReloadModel;
  readonly rollback: RollbackModel;
  readonly splitTraffic: SplitTraffic;
}

/** Wires registry, cache, life cycle and workers together. */
export function createModels(given: ModelsOptions): Models {
  const { config, switches } = given;
  const options = { ...given, events: withLooks(given.events, () => void keeper?.look()) };
  const { registry, fetchModel, nursery, statistics, splits, rollouts } = createParts(options);
  const load = createLoad({ ...options, fetchModel, nursery, statistics });
  const served = createManager(options, load, splits);
  const keeper = createMemoryKeeper(config, served, options.events);
  const onSwitched = (switched: Switched): void => {
    options.events.modelSwitched(switched.to, switched.from);
    guard.watch(switched);
  };
  const parts = { registry, fetchModel, served, rollouts, splits, onSwitched };
  const follower = createFollower(options, parts);
  const guard = createGuard({ config, served, follower });
  const reload = tracedReload(follower, switches);
  return {
    served,
    registry,
    follower,
    rollouts,
    statistics,
    reload,
    rollback: (name, signal) => follower.rollback(name, signal),
    splitTraffic: createSplitTraffic({ splits, models: served, reload, events: options.events }),
    async [Symbol.asyncDispose]() {
      guard[Symbol.dispose]();
      await keeper?.[Symbol.asyncDispose]();
      await served[Symbol.asyncDispose]();
      nursery[Symbol.dispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}

function createParts(options: ModelsOptions) {
  return {
    registry: openRegistry(options.config.registry),
    fetchModel: createFetch(options),
    nursery: createNursery(options),
    statistics: new StatisticsBook(),
    splits: new TrafficSplits((name) => configuredTraffic(options.config, name)),
    rollouts: createRollouts(options),
  };
}

interface FollowerParts {
  readonly registry: ModelRegistry;
  readonly fetchModel: FetchModel;
  readonly served: ModelManager;
  readonly rollouts: RolloutStore;
  readonly splits: TrafficSplits;
  readonly onSwitched: (switched: Switched) => void;
}

function createFollower({ config, events }: ModelsOptions, parts: FollowerParts): Follower {
  const { registry, fetchModel, served, rollouts, splits, onSwitched } = parts;
  return new Follower({
    registry,
    models: served,
    fetchModel,
    store: rollouts,
    resolveVersions: versionsOf(config, registry, splits.of),
    onTimed: (...timed) => events.modelTimed(...timed),
    keepsReplaced: (name) => keepsReplaced(config, name),
    onSwitched,
    onHeld: (name, held, backTo) => events.modelHeld({ ...held.version, name }, held.reason, backTo),
  });
}

function tracedReload(follower: Follower, switches: SwitchTracer | undefined): ReloadModel {
  const reload: ReloadModel = (name, signal, options) => follower.reload(name, signal, options);
  if (!switches) return reload;
  return (name, signal, options) =>
    switches.within(name, options?.trace, () => reload(name, signal, options));
}

function createRollouts({ config, cacheDirectory }: ModelsOptions): RolloutStore {
  const { trackingUri, registryUri = trackingUri, workspace = "" } = config.registry;
  return new RolloutStore({ cacheDirectory, registry: `${displayUrl(registryUri)} ${workspace}` });
}

function createFetch({ config, cacheDirectory, events }: ModelsOptions): FetchModel {
  const stores = createArtifactStores(config.registry);
  const fetchFiles = createFetchModel({ cacheDirectory, stores, maxBytes: config.cacheMaxBytes });
  return (version, signal) =>
    fetchFiles(version, signal, (progress) => events.modelFetched(version, progress));
}

function createNursery({ config }: ModelsOptions): WorkerNursery {
  const nursery = new WorkerNursery();
  if (config.defaults.isolation === "process") nursery.open();
  return nursery;
}

interface LoadParts extends ModelsOptions {
  readonly fetchModel: FetchModel;
  readonly nursery: WorkerNursery;
  readonly statistics: StatisticsBook;
}

function createLoad({ fetchModel, nursery, ...options }: LoadParts): LoadModel {
  const wakes = new ConcurrencyLimit(options.config.maxConcurrentLoads);
  const startServable = createStartServable({
    ...options,
    inTurn: (wake) => wakes.run(wake),
    startProcess: (command) => nursery.start(command),
  });
  return createLoadModel({
    fetchModel,
    startServable,
    onTimed: (...timed) => options.events.modelTimed(...timed),
  });
}

function createManager(
  { config, events }: ModelsOptions,
  loadModel: LoadModel,
  splits: TrafficSplits,
): ModelManager {
  return new ModelManager({
    loadModel,
    events,
    maxConcurrentLoads: config.maxConcurrentLoads,
    swapOf: (name) => settingsOf(config, name).swap,
    trafficOf: splits.of,
    checkCandidate: (pair, signal) => gateOf(pair, config)(pair, signal),
  });
}

interface GuardParts {
  readonly config: Config;
  readonly served: ModelManager;
  readonly follower: Follower;
}

function createGuard({ config, served, follower }: GuardParts): RollbackGuard {
  return new RollbackGuard({
    models: served,
    limitsOf: (name) => settingsOf(config, name).rollback,
    rollback: (name, reason) => follower.rollback(name, AbortSignal.timeout(config.loadTimeoutMs), reason),
    release: (name) => follower.release(name),
  });
}

/** A version that may have to come back stays loaded, unless there is no memory for two. */
function keepsReplaced(config: Config, name: string): boolean {
  const { rollback, swap } = settingsOf(config, name);
  return rollback !== undefined && swap === "availability";
}
