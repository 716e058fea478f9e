import type { FetchModel, ModelRegistry } from "@switchyard/core";
import { defaultCacheDirectory, loadConfig, withRegistry, type Config } from "@switchyard/gateway";
import { createArtifactStores, createFetchModel, openRegistry } from "@switchyard/registry-client";

import type { OutputOptions } from "./output-options.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** The program's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What commands say of the registry; the rest comes from the environment and the configuration file. */
export interface RegistryFlags extends OutputOptions {
  readonly env: Environment;
  readonly trackingUri?: string | undefined;
}

/** The registry and its models' files, the way the gateway would have them; what waits for them ends with Ctrl-C. */
export interface RegistryAccess extends AsyncDisposable {
  readonly config: Config;
  readonly registry: ModelRegistry;
  readonly fetchModel: FetchModel;
  readonly cacheDirectory: string;
  /** For what may take as long as it takes. */
  readonly interrupted: AbortSignal;
  /** For one answer of the registry. */
  readonly soon: () => AbortSignal;
  /** For a model to be fetched and loaded. */
  readonly patient: () => AbortSignal;
}

/** Opens the registry that the gateway would follow; throws `invalid_configuration`. */
export function openRegistryAccess(flags: RegistryFlags): RegistryAccess {
  return accessTo(withRegistry(configOf(flags)), flags.env);
}

/** Opens the embedded sample registry, whatever else is configured. */
export function openSampleRegistry(flags: RegistryFlags): RegistryAccess {
  const config = configOf(flags);
  const {
    trackingUri: _tracking,
    registryUri: _registry,
    artifactsDestination: _place,
    ...rest
  } = config.registry;
  return accessTo(withRegistry({ ...config, registry: rest }), flags.env);
}

/** What is configured; throws `invalid_configuration`. */
export function configOf({ env, trackingUri }: RegistryFlags): Config {
  return loadConfig({ args: trackingUri === undefined ? [] : ["--tracking-uri", trackingUri], env });
}

function accessTo(config: ReturnType<typeof withRegistry>, env: Environment): RegistryAccess {
  const registry = openRegistry(config.registry);
  const interruption = untilInterrupted();
  const within = (timeoutMs: number): AbortSignal =>
    AbortSignal.any([interruption.signal, AbortSignal.timeout(timeoutMs)]);
  const cacheDirectory = config.cacheDirectory ?? defaultCacheDirectory(env);
  return {
    config,
    cacheDirectory,
    registry,
    interrupted: interruption.signal,
    fetchModel: createFetchModel({
      cacheDirectory,
      stores: createArtifactStores(config.registry),
      maxBytes: config.cacheMaxBytes,
    }),
    soon: () => within(config.registry.timeoutMs),
    patient: () => within(config.loadTimeoutMs),
    async [Symbol.asyncDispose]() {
      interruption[Symbol.dispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}
