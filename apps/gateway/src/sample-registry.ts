import { join } from "node:path";
import type { Config } from "./config/config.ts";

const directory = join(import.meta.dirname, "../../../examples/registry");

/** The configuration itself, or with the embedded sample registry where it names no other. */
export function withRegistry(
  config: Config,
): Config & { readonly registry: { readonly trackingUri: string } } {
  const { trackingUri, registryUri } = config.registry;
  const uri = trackingUri ?? registryUri;
  if (uri !== undefined) return { ...config, registry: { ...config.registry, trackingUri: uri } };
  const registry = { ...config.registry, trackingUri: `sqlite:///${join(directory, "mlflow.db")}` };
  const artifactsDestination = config.registry.artifactsDestination ?? join(directory, "artifacts");
  return { ...config, registry: { ...registry, artifactsDestination } };
}
