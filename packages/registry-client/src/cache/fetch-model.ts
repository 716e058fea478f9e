import { GatewayError, type FetchModel, type ModelManifest, type ModelVersion } from "@switchyard/core";
import { readManifest } from "../mlmodel/read-manifest.ts";
import { ArtifactCache, type ArtifactCacheOptions, type CachedModel } from "./artifact-cache.ts";

const mostManifests = 100;

/** Fetches versions into a cache, and reads what MLflow says of them; what is fetched stays until it is released. */
export function createFetchModel(options: ArtifactCacheOptions): FetchModel {
  const cache = new ArtifactCache(options);
  const manifests = new Map<string, ModelManifest>();
  /** Of one content there is one manifest; reading it again would hold up requests for a millisecond. */
  const manifestOf = async (
    version: ModelVersion,
    { directory, digest }: CachedModel,
  ): Promise<ModelManifest> => {
    const manifest = manifests.get(digest) ?? (await readManifestOf(version, directory));
    manifests.set(digest, manifest);
    if (manifests.size > mostManifests) manifests.delete(manifests.keys().next().value ?? "");
    return manifest;
  };
  return async (version, signal, onProgress) => {
    const isImmutable = isRegistered(version) || /\/models\/m-[^/]+\/artifacts\/?$/.test(version.source);
    const cached = await cache.fetch(version.source, { signal, onProgress, isImmutable });
    try {
      return { version, ...cached, manifest: await manifestOf(version, cached) };
    } catch (thrown) {
      cached.release();
      throw thrown;
    }
  };
}

function isRegistered({ registeredName }: ModelVersion): boolean {
  return registeredName !== undefined;
}

async function readManifestOf({ source }: ModelVersion, directory: string): Promise<ModelManifest> {
  try {
    return await readManifest(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GatewayError("load_failed", `${source}: ${reason}`, { cause });
  }
}
