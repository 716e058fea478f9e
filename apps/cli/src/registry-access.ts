import type { FetchModel, ModelRegistry } from "@switchyard/core";
import { defaultCacheDirectory, loadConfig, withRegistry, type Config } from "@switchyard/gateway";
import { createArtifactStores, createFetchModel, openRegistry } from "@switchyard/registry-client";

/** The program's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What commands say of the registry; the rest comes from the environment and the configuration file. */
export interface RegistryFlags {
  readonly env: Environment;
  readonly trackingUri?: string | undefined;
}

/** The registry and its models' files, the way the gateway would have them. */
export interface RegistryAccess extends AsyncDisposable {
  readonly config: Config;
  readonly registry: ModelRegistry;
  readonly fetchModel: FetchModel;
  readonly cacheDirectory: string;
  /** For one answer of the registry. */
  readonly soon: () => AbortSignal;
  /** For a model to be fetched and loaded. */
  readonly patient: () => AbortSignal;
}

/** Opens the registry that the gateway would follow; throws `invalid_configuration`. */
export function openRegistryAccess({ env, trackingUri }: RegistryFlags): RegistryAccess {
  const args = trackingUri === undefined ? [] : ["--tracking-uri", trackingUri];
  const config = withRegistry(loadConfig({ args, env }));
  const registry = openRegistry(config.registry);
  const cacheDirectory = config.cacheDirectory ?? defaultCacheDirectory(env);
  return {
    config,
    cacheDirectory,
    registry,
    fetchModel: createFetchModel({
      cacheDirectory,
      stores: createArtifactStores(config.registry),
      maxBytes: config.cacheMaxBytes,
    }),
    soon: () => AbortSignal.timeout(config.registry.timeoutMs),
    patient: () => AbortSignal.timeout(config.loadTimeoutMs),
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  };
}
