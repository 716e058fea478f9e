import { GatewayError, type ArtifactFile, type ArtifactStore, type ModelVersion } from "@switchyard/core";
import { storeOf, type ArtifactStores } from "../artifacts/artifact-stores.ts";
import { parseManifest } from "../mlmodel/parse-manifest.ts";
import { listModelFiles } from "./model-files.ts";

/** What can be said of a model without fetching it. */
export interface ModelLook {
  readonly files: number;
  /** As far as its store tells sizes. */
  readonly sizeBytes: number;
  readonly flavors: readonly string[];
}

const longestManifest = 2 ** 20;

/** Lists a version's files and reads its `MLmodel`, so that what would hinder a fetch shows; throws `load_failed`. */
export async function lookAtModel(
  { source }: ModelVersion,
  stores: ArtifactStores,
  signal: AbortSignal,
): Promise<ModelLook> {
  const store = storeOf(source, stores);
  const files = await listModelFiles(source, store, signal);
  const manifest = files.find(({ path }) => path === "MLmodel");
  const text = manifest === undefined ? "" : await readText({ store, source, file: manifest }, signal);
  return {
    files: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0),
    flavors: Object.keys(parseManifest(text).flavors),
  };
}

interface Place {
  readonly store: ArtifactStore;
  readonly source: string;
  readonly file: ArtifactFile;
}

async function readText({ store, source, file }: Place, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await store.read(source, file, signal)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > longestManifest) throw new GatewayError("load_failed", `${source}: MLmodel is too large`);
  }
  return Buffer.concat(chunks).toString("utf8");
}
