import type { FetchModel, ModelRegistry, ReloadModel, ServingEvents } from "@switchyard/core";
import {
  createArtifactStores,
  createFetchModel,
  createLoadModel,
  createReload,
  ModelManager,
  openRegistry,
} from "@switchyard/registry-client";
import type { WorkerCommand } from "@switchyard/serving";
import type { Config } from "./config/config.ts";
import { createStartServable } from "./start-servable.ts";
import { versionsOf } from "./versions-of.ts";

export interface ModelsOptions {
  readonly config: Config & { readonly registry: { readonly trackingUri: string } };
  readonly cacheDirectory: string;
  readonly command: WorkerCommand;
  readonly events: ServingEvents;
}

/** The served models, the registry they come from, and the way they are brought up to date. */
export interface Models extends AsyncDisposable {
  readonly served: ModelManager;
  readonly registry: ModelRegistry;
  readonly reload: ReloadModel;
}

/** Wires registry, cache, life cycle and workers together. */
export function createModels(options: ModelsOptions): Models {
  const { config, cacheDirectory, events } = options;
  const registry = openRegistry(config.registry);
  const fetchFiles = createFetchModel({ cacheDirectory, stores: createArtifactStores(config.registry) });
  const fetchModel: FetchModel = (version, signal) =>
    fetchFiles(version, signal, (progress) => events.modelFetched(version, progress));
  const startServable = createStartServable(options);
  const loadModel = createLoadModel({ fetchModel, startServable });
  const served = new ModelManager({ loadModel, events, maxConcurrentLoads: config.maxConcurrentLoads });
  const reload = createReload({
    registry,
    models: served,
    fetchModel,
    resolveVersions: versionsOf(config, registry),
  });
  return {
    served,
    registry,
    reload,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}
