import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { ArtifactFile, ArtifactStore, OnProgress } from "@switchyard/core";
import type { RetryPolicy } from "../artifacts/ranges/retries.ts";
import { digestOf } from "./digest-of.ts";
import { freeBytesOf, isDiskFull, noSpaceLeft } from "./disk-space.ts";
import { downloadFiles, type HashedFile } from "./download-files.ts";
import type { IndexEntry } from "./location-index.ts";
import type { ModelShelf } from "./model-shelf.ts";
import type { Scratch } from "./scratch.ts";

export interface ModelCopierOptions {
  /** The cache. */
  readonly root: string;
  readonly scratch: Scratch;
  readonly shelf: ModelShelf;
  readonly retry: RetryPolicy;
}

export interface ModelCopy {
  readonly location: string;
  readonly store: ArtifactStore;
  /** Those of the model, sorted. */
  readonly files: readonly ArtifactFile[];
  readonly onProgress: OnProgress;
}

/** Copies models from stores onto the shelf, and makes room for them. */
export class ModelCopier {
  readonly #options: ModelCopierOptions;

  constructor(options: ModelCopierOptions) {
    this.#options = options;
  }

  /** Throws `load_failed`, too, when there is no room and nothing that could be removed. */
  async copy(copy: ModelCopy, signal: AbortSignal): Promise<IndexEntry> {
    const { root, shelf } = this.#options;
    const neededBytes = copy.files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
    await this.#makeRoom(neededBytes);
    try {
      return await this.#download(copy, signal);
    } catch (thrown) {
      if (!isDiskFull(thrown)) throw thrown;
      if ((await shelf.shrinkBy(neededBytes)) === 0) throw await noSpaceLeft(root, neededBytes);
    }
    return await this.#download(copy, signal);
  }

  async #makeRoom(neededBytes: number): Promise<void> {
    const { root, shelf } = this.#options;
    const missingBytes = neededBytes - (await freeBytesOf(root));
    if (missingBytes <= 0) return;
    await shelf.shrinkBy(missingBytes);
    if ((await freeBytesOf(root)) < neededBytes) throw await noSpaceLeft(root, neededBytes);
  }

  async #download(copy: ModelCopy, signal: AbortSignal): Promise<IndexEntry> {
    const { scratch, shelf, retry } = this.#options;
    const directory = scratch.claim();
    try {
      await mkdir(directory);
      const onBytes = progressOver(copy);
      const hashed = await downloadFiles({ ...copy, directory, retry, onBytes }, signal);
      const entry = entryOf(copy, hashed);
      using _ = await shelf.use(entry.digest, signal);
      await shelf.publish(directory, entry);
      return entry;
    } finally {
      await scratch.giveBack(directory);
    }
  }
}

function progressOver({ files, onProgress }: ModelCopy): (count: number) => void {
  const totalBytes = files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  let fetchedBytes = 0;
  return (count) => {
    fetchedBytes += count;
    onProgress({ fetchedBytes, totalBytes: Math.max(totalBytes, fetchedBytes) });
  };
}

/** Both lists are in the same order. */
function entryOf({ location, files }: ModelCopy, hashed: readonly HashedFile[]): IndexEntry {
  const described = hashed.map(({ path, sizeBytes }, index) => ({
    path,
    sizeBytes,
    revision: files[index]?.revision ?? null,
  }));
  return { location, digest: digestOf(hashed), files: described, madeBy: randomUUID() };
}
