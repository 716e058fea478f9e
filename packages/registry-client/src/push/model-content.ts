import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactSource } from "@switchyard/core";
import { sourceOf, sourcesIn } from "../artifacts/artifact-sources.ts";
import { digestOf } from "../cache/digest-of.ts";
import { withoutOrigin } from "./without-origin.ts";

/** A model's files as they are pushed. */
export interface ModelContent {
  readonly files: readonly ArtifactSource[];
  /** SHA-256 over their names and contents, as whoever serves them will tell it. */
  readonly digest: string;
}

/** The model in a directory, without what says where it came from: the same model is the same anywhere. */
export async function modelContentOf(directory: string, signal: AbortSignal): Promise<ModelContent> {
  const all = await sourcesIn(directory, signal);
  const manifest = await readFile(join(directory, "MLmodel"), "utf8");
  const saved = sourceOf("MLmodel", withoutOrigin(manifest));
  const files = all.map((file) => (file.path === "MLmodel" ? saved : file));
  const hashed = [];
  for (const file of files) hashed.push({ path: file.path, sha256: await hashOf(file, signal) });
  return { files, digest: digestOf(hashed) };
}

async function hashOf({ read, sizeBytes }: ArtifactSource, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of read({ from: 0, to: sizeBytes })) {
    signal.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest("hex");
}
