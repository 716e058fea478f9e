import { join, resolve } from "node:path";
import { GatewayError, type ArtifactFile, type OnProgress } from "@switchyard/core";
import { storeOf, type ArtifactStores } from "../artifacts/artifact-stores.ts";
import { patient, type RetryPolicy } from "../artifacts/ranges/retries.ts";
import { isDiskFull, noSpaceLeft } from "./disk-space.ts";
import { hasRevisions, isUnchanged, LocationIndex, type IndexEntry } from "./location-index.ts";
import { Locks } from "./locks.ts";
import { ModelCopier } from "./model-copier.ts";
import { listModelFiles } from "./model-files.ts";
import { ModelShelf } from "./model-shelf.ts";
import { Scratch } from "./scratch.ts";
import { SharedWork } from "./shared-work.ts";

export interface ArtifactCacheOptions {
  readonly cacheDirectory: string;
  readonly stores: ArtifactStores;
  /** Models beyond so much are removed, those longest unused first; never one that is in use. */
  readonly maxBytes?: number | undefined;
  /** How often a read that breaks off is taken up again. */
  readonly retry?: RetryPolicy | undefined;
}

/** A model's files, complete and on this machine's disk, until they are released. */
export interface CachedModel {
  readonly directory: string;
  readonly digest: string;
  /** Says that they are needed no longer; counts once. */
  readonly release: () => void;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Whether what lies at the location never changes, so that a store that cannot be asked need not be. */
  readonly isImmutable: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/** What never changes is served as it is here when its store does not answer so soon. */
const checkWithinMs = 5000;

/** Keeps models by their content, so that none is copied twice or seen half. */
export class ArtifactCache {
  readonly #stores: ArtifactStores;
  readonly #root: string;
  readonly #maxBytes: number;
  readonly #scratch: Scratch;
  readonly #index: LocationIndex;
  readonly #locks: Locks;
  readonly #shelf: ModelShelf;
  readonly #copies: SharedWork<IndexEntry, Parameters<OnProgress>[0]>;
  #prepared: Promise<void> | undefined;

  constructor({ cacheDirectory, stores, maxBytes = Infinity, retry = patient }: ArtifactCacheOptions) {
    this.#stores = stores;
    this.#maxBytes = maxBytes;
    const root = resolve(cacheDirectory);
    this.#root = root;
    this.#scratch = new Scratch(join(root, "tmp"));
    this.#index = new LocationIndex(join(root, "locations"), this.#scratch);
    this.#locks = new Locks(join(root, "locks"), this.#scratch);
    this.#shelf = new ModelShelf({ root, scratch: this.#scratch });
    const copier = new ModelCopier({ root, scratch: this.#scratch, shelf: this.#shelf, retry });
    this.#copies = new SharedWork((location, signal, onProgress) =>
      this.#copy({ location, copier, onProgress }, signal),
    );
  }

  /** The model at a location; throws `load_failed` when it cannot be brought here whole. */
  async fetch(location: string, options: FetchOptions): Promise<CachedModel> {
    try {
      await this.#prepare();
      for (;;) {
        const known = await this.#known(location, options);
        const entry = known ?? (await this.#copies.join(location, options));
        const model = await this.#taken(entry, options.signal);
        if (model && !known) await this.#shrink();
        if (model) return model;
      }
    } catch (thrown) {
      if (isDiskFull(thrown)) throw await noSpaceLeft(this.#root);
      throw loadFailure(location, thrown, options.signal);
    }
  }

  /** Nothing when it was removed before it could be taken. */
  async #taken(entry: IndexEntry, signal: AbortSignal): Promise<CachedModel | undefined> {
    const { digest } = entry;
    const claim = await this.#shelf.use(digest, signal);
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      claim[Symbol.dispose]();
      void this.#shrink();
    };
    if (await this.#shelf.isComplete(entry))
      return { directory: this.#shelf.directoryOf(digest), digest, release };
    release();
    return undefined;
  }

  /** What cannot be removed now can be later; it is no reason to serve nothing. */
  async #shrink(): Promise<void> {
    if (this.#maxBytes === Infinity) return;
    await this.#shelf.shrinkTo(this.#maxBytes).catch(() => undefined);
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
    await this.#shelf.prepare();
    await this.#locks.prepare();
    await this.#index.prepare();
    await this.#scratch.prepare();
  }

  /** What is here already, if it still is what lies at the location. */
  async #known(location: string, options: FetchOptions): Promise<IndexEntry | undefined> {
    const entry = await this.#index.read(location);
    if (!entry || !(await this.#shelf.isComplete(entry))) return undefined;
    return (await this.#isCurrent(entry, options)) ? entry : undefined;
  }

  async #isCurrent(entry: IndexEntry, { isImmutable, signal }: FetchOptions): Promise<boolean> {
    if (!hasRevisions(entry)) return isImmutable;
    const patience = isImmutable ? AbortSignal.any([signal, AbortSignal.timeout(checkWithinMs)]) : signal;
    try {
      return isUnchanged(entry, await this.#list(entry.location, patience));
    } catch (thrown) {
      if (isImmutable && !signal.aborted) return true;
      throw thrown;
    }
  }

  /** What another process brought while we waited for it is what we would bring. */
  async #copy({ location, copier, onProgress }: Copying, signal: AbortSignal): Promise<IndexEntry> {
    const before = await this.#index.read(location);
    using lock = await this.#locks.take(this.#index.keyOf(location), signal);
    if (lock.waited) {
      const brought = await this.#known(location, { signal, isImmutable: true });
      if (brought && brought.madeBy !== before?.madeBy) return brought;
    }
    const [store, files] = [storeOf(location, this.#stores), await this.#list(location, signal)];
    const entry = await copier.copy({ location, store, files, onProgress }, signal);
    await this.#index.write(entry).catch(unlessFull);
    return entry;
  }

  #list(location: string, signal: AbortSignal): Promise<readonly ArtifactFile[]> {
    return listModelFiles(location, storeOf(location, this.#stores), signal);
  }
}

interface Copying {
  readonly location: string;
  readonly copier: ModelCopier;
  readonly onProgress: OnProgress;
}

/** A model that is here serves, though the last bytes of the disk did not suffice to remember where it lay. */
function unlessFull(thrown: unknown): void {
  if (!isDiskFull(thrown)) throw thrown;
}

function loadFailure(location: string, thrown: unknown, signal: AbortSignal): GatewayError {
  if (!signal.aborted && thrown instanceof GatewayError && thrown.code === "load_failed") return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const failure = reason.startsWith(location) ? reason : `cannot fetch ${location}: ${reason}`;
  const message = signal.aborted ? `fetching ${location} was given up` : failure;
  return new GatewayError("load_failed", message, { cause: thrown });
}
