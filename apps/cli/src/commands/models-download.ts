import { resolve } from "node:path";
import { checkEmpty, copyModel } from "../copy-model.ts";
import { printJson } from "../json-output.ts";
import { downloadProgress } from "../download-progress.ts";
import { openRegistryAccess, type RegistryFlags } from "../registry-access.ts";

export interface ModelsDownloadOptions extends RegistryFlags {
  readonly modelUri: string;
  /** The cache's own directory when it is left out. */
  readonly directory?: string;
  readonly force?: boolean;
}

/** Brings a model's files here, verified, and prints the directory that holds them. */
export async function modelsDownload(options: ModelsDownloadOptions): Promise<void> {
  const { modelUri, directory, force = false, json = false } = options;
  if (directory !== undefined && !force) await checkEmpty(directory);
  await using access = openRegistryAccess(options);
  const version = await access.registry.resolve(modelUri, access.soon());
  using progress = downloadProgress(options, `${version.name} ${version.version}`);
  const fetched = await access.fetchModel(version, access.patient(), progress.onProgress);
  try {
    if (directory !== undefined) await copyModel(fetched.directory, directory);
  } finally {
    fetched.release?.();
  }
  const path = directory === undefined ? fetched.directory : resolve(directory);
  const { name, version: number } = version;
  if (json) printJson({ path, name, version: number, digest: fetched.digest });
  else process.stdout.write(`${path}\n`);
}
