import { mkdir, rename, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { GatewayError, type ArtifactFile, type OnProgress } from "@switchyard/core";
import { storeOf, type ArtifactStores } from "../artifacts/artifact-stores.ts";
import { digestOf } from "./digest-of.ts";
import { downloadFiles, type HashedFile } from "./download-files.ts";
import { hasRevisions, isUnchanged, LocationIndex, type IndexEntry } from "./location-index.ts";
import { listModelFiles } from "./model-files.ts";
import { Scratch } from "./scratch.ts";
import { SharedWork } from "./shared-work.ts";
import { syncDirectory } from "./sync-directory.ts";

export interface ArtifactCacheOptions {
  readonly cacheDirectory: string;
  readonly stores: ArtifactStores;
}

/** A model's files, complete and on this machine's disk. */
export interface CachedModel {
  readonly directory: string;
  readonly digest: string;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Whether what lies at the location never changes, so that a store that cannot be asked need not be. */
  readonly isImmutable: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/** Keeps models by their content, so that none is copied twice or seen half. */
export class ArtifactCache {
  readonly #stores: ArtifactStores;
  readonly #models: string;
  readonly #scratch: Scratch;
  readonly #index: LocationIndex;
  readonly #copies: SharedWork<CachedModel, Parameters<OnProgress>[0]>;
  #prepared: Promise<void> | undefined;

  constructor({ cacheDirectory, stores }: ArtifactCacheOptions) {
    this.#stores = stores;
    const root = resolve(cacheDirectory);
    this.#models = join(root, "models");
    this.#scratch = new Scratch(join(root, "tmp"));
    this.#index = new LocationIndex(join(root, "locations"), this.#scratch);
    this.#copies = new SharedWork((location, signal, onProgress) => this.#copy(location, signal, onProgress));
  }

  /** The model at a location; throws `load_failed` when it cannot be brought here whole. */
  async fetch(location: string, options: FetchOptions): Promise<CachedModel> {
    try {
      await this.#prepare();
      const known = await this.#known(location, options);
      return known ?? (await this.#copies.join(location, options));
    } catch (thrown) {
      throw loadFailure(location, thrown, options.signal);
    }
  }

  /** Tried again when it failed: a disk may have been full. */
  #prepare(): Promise<void> {
    this.#prepared ??= this.#makeDirectories().catch((thrown: unknown) => {
      this.#prepared = undefined;
      throw thrown;
    });
    return this.#prepared;
  }

  async #makeDirectories(): Promise<void> {
    await mkdir(this.#models, { recursive: true });
    await this.#index.prepare();
    await this.#scratch.prepare();
  }

  /** What is here already, if it still is what lies at the location. */
  async #known(location: string, options: FetchOptions): Promise<CachedModel | undefined> {
    const entry = await this.#index.read(location);
    if (!entry || !(await this.#isComplete(entry))) return undefined;
    const isCurrent = await this.#isCurrent(entry, options);
    return isCurrent ? this.#cached(entry.digest) : undefined;
  }

  async #isCurrent(entry: IndexEntry, { isImmutable, signal }: FetchOptions): Promise<boolean> {
    if (!hasRevisions(entry)) return isImmutable;
    try {
      return isUnchanged(entry, await this.#list(entry.location, signal));
    } catch (thrown) {
      if (isImmutable && !signal.aborted) return true;
      throw thrown;
    }
  }

  async #isComplete({ digest, files }: IndexEntry): Promise<boolean> {
    const { directory } = this.#cached(digest);
    const sizes = await Promise.all(files.map(({ path }) => sizeOf(join(directory, path))));
    return files.every(({ sizeBytes }, index) => sizes[index] === sizeBytes);
  }

  async #copy(location: string, signal: AbortSignal, onProgress: OnProgress): Promise<CachedModel> {
    const files = await this.#list(location, signal);
    const directory = this.#scratch.claim();
    try {
      await mkdir(directory);
      const onBytes = progressOver(files, onProgress);
      const store = storeOf(location, this.#stores);
      const hashed = await downloadFiles({ location, files, store, directory, onBytes }, signal);
      const entry = entryOf(location, files, hashed);
      await this.#publish(directory, entry);
      await this.#index.write(entry);
      return this.#cached(entry.digest);
    } finally {
      await this.#scratch.giveBack(directory);
    }
  }

  /** Gives a whole directory its name; what already has it and is whole stays, as its files may be in use. */
  async #publish(directory: string, entry: IndexEntry): Promise<void> {
    const target = this.#cached(entry.digest).directory;
    if (await movedInto(target, directory)) return await syncDirectory(this.#models);
    if (await this.#isComplete(entry)) return;
    const broken = this.#scratch.claim();
    await rename(target, broken);
    await rename(directory, target);
    await this.#scratch.giveBack(broken);
  }

  #list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]> {
    return listModelFiles(location, storeOf(location, this.#stores), signal);
  }

  #cached(digest: string): CachedModel {
    return { directory: join(this.#models, digest), digest };
  }
}

function loadFailure(location: string, thrown: unknown, signal: AbortSignal): GatewayError {
  if (thrown instanceof GatewayError && thrown.code === "load_failed") return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const message = signal.aborted
    ? `fetching ${location} was given up`
    : `cannot fetch ${location}: ${reason}`;
  return new GatewayError("load_failed", message, { cause: thrown });
}

function progressOver(files: readonly ArtifactFile[], onProgress: OnProgress): (count: number) => void {
  const totalBytes = files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  let fetchedBytes = 0;
  return (count) => {
    fetchedBytes += count;
    onProgress({ fetchedBytes, totalBytes: Math.max(totalBytes, fetchedBytes) });
  };
}

/** Both lists are in the same order. */
function entryOf(
  location: string,
  files: readonly ArtifactFile[],
  hashed: readonly HashedFile[],
): IndexEntry {
  const described = hashed.map(({ path, sizeBytes }, index) => ({
    path,
    sizeBytes,
    revision: files[index]?.revision ?? null,
  }));
  return { location, digest: digestOf(hashed), files: described };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

/** Whether the name was free. */
async function movedInto(target: string, directory: string): Promise<boolean> {
  try {
    await rename(directory, target);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}
