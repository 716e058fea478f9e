import { GatewayError, type ArtifactFile, type ArtifactStore } from "@switchyard/core";
import { checkRelativePath } from "../artifacts/check-relative-path.ts";

/** MLflow writes it beside a model when it downloads one; it says nothing of the model. */
const writtenByReaders = "registered_model_meta";

/** The files of the model at a location, sorted; throws `load_failed` when there is no model. */
export async function listModelFiles(
  location: string,
  store: ArtifactStore,
  signal: AbortSignal,
): Promise<readonly ArtifactFile[]> {
  const listed = await store.list(location, signal);
  const files = listed.filter(({ path }) => path !== writtenByReaders);
  for (const { path } of files) checkRelativePath(path);
  if (files.some(({ path }) => path === "MLmodel")) return files.toSorted(byPath);
  const found = files.slice(0, 10).map(({ path }) => path);
  throw new GatewayError("load_failed", `there is no MLmodel file at ${location}; found ${found.join(", ")}`);
}

/** The order of a model's files, the same on every machine. */
export function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}
