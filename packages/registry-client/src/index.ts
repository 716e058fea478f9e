export {
  createArtifactStores,
  type ArtifactStores,
  type ArtifactStoresOptions,
} from "./artifacts/artifact-stores.ts";
export { sourceOf, sourcesIn } from "./artifacts/artifact-sources.ts";
export type { ArtifactCacheOptions } from "./cache/artifact-cache.ts";
export { ConcurrencyLimit } from "./concurrency-limit.ts";
export { lookAtModel, type ModelLook } from "./cache/look-at-model.ts";
export { createFetchModel } from "./cache/fetch-model.ts";
export type { FollowedModelOptions, ResolveVersions, Switched } from "./lifecycle/followed-model.ts";
export { Follower, type BeginOptions } from "./lifecycle/follower.ts";
export type { RollbackLimits } from "./lifecycle/judge-version.ts";
export { createLoadModel, type LoadModel, type LoadModelOptions } from "./lifecycle/load-model.ts";
export { ModelManager, type ModelManagerOptions } from "./lifecycle/model-manager.ts";
export { RollbackGuard } from "./lifecycle/rollback-guard.ts";
export { RolloutStore } from "./lifecycle/rollout-store.ts";
export type { Swap } from "./lifecycle/version-policy.ts";
export { readManifest } from "./mlmodel/read-manifest.ts";
export { parseManifest } from "./mlmodel/parse-manifest.ts";
export { didYouMean } from "./near-names.ts";
export { openRegistry, type RegistryOptions } from "./open-registry.ts";
export { ModelPusher, type ModelPusherOptions, type OnSent, type PushedModel } from "./push/model-pusher.ts";
export type { Run } from "./stores/registry-store.ts";
export { displayUrl } from "./stores/rest/server-access.ts";
export type { ServerAccess } from "./stores/rest/server-access.ts";
export type { RunFacts } from "./tracking/run-facts.ts";
export {
  TrackingServer,
  type NewRun,
  type RunEnd,
  type RunFiles,
  type TrackingServerOptions,
} from "./tracking/tracking-server.ts";
export { discovered, uriOf, type Discover, type FollowedUri } from "./watcher/discovery.ts";
export { RegistryWatcher, type RegistryWatcherOptions } from "./watcher/registry-watcher.ts";
