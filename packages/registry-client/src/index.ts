export {
  createArtifactStores,
  type ArtifactStores,
  type ArtifactStoresOptions,
} from "./artifacts/artifact-stores.ts";
export type { ArtifactCacheOptions } from "./cache/artifact-cache.ts";
export { createFetchModel } from "./cache/fetch-model.ts";
export { createLoadModel, type LoadModel, type LoadModelOptions } from "./lifecycle/load-model.ts";
export { ModelManager, type ModelManagerOptions } from "./lifecycle/model-manager.ts";
export { createReload, type ReloadOptions, type ResolveVersions } from "./lifecycle/reload-model.ts";
export type { Digests } from "./lifecycle/served-model.ts";
export { parseManifest } from "./mlmodel/parse-manifest.ts";
export { openRegistry, type RegistryOptions } from "./open-registry.ts";
export type { ServerAccess } from "./stores/rest/server-access.ts";
