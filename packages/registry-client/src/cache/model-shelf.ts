import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chooseEvictions, type StoredModel } from "./choose-evictions.ts";
import { Claims } from "./claims.ts";
import type { IndexEntry } from "./location-index.ts";
import type { Scratch } from "./scratch.ts";
import { syncDirectory } from "./sync-directory.ts";

export interface ModelShelfOptions {
  /** Holds `models/<digest>/` and `claims/<digest>/`. */
  readonly root: string;
  readonly scratch: Scratch;
}

const pollMs = 20;

/** Whole models by the digest of their content, and who uses them. */
export class ModelShelf {
  readonly #models: string;
  readonly #scratch: Scratch;
  readonly #claims: Claims;
  /** Of models that were looked at before: what lies there whole does not change. */
  readonly #sizes = new Map<string, number>();

  constructor({ root, scratch }: ModelShelfOptions) {
    this.#models = join(root, "models");
    this.#scratch = scratch;
    this.#claims = new Claims(join(root, "claims"));
  }

  async prepare(): Promise<void> {
    await mkdir(this.#models, { recursive: true });
  }

  directoryOf(digest: string): string {
    return join(this.#models, digest);
  }

  /** Keeps a model from being removed until it is disposed; it may be gone already. */
  async use(digest: string, signal: AbortSignal): Promise<Disposable> {
    const claim = this.#claims.claim(digest, "use");
    try {
      while (await this.#claims.isClaimed(digest, "removal")) await setTimeout(pollMs, undefined, { signal });
      return claim;
    } catch (thrown) {
      claim[Symbol.dispose]();
      throw thrown;
    }
  }

  async isComplete({ digest, files }: IndexEntry): Promise<boolean> {
    const directory = this.directoryOf(digest);
    const sizes = await Promise.all(files.map(({ path }) => sizeOf(join(directory, path))));
    return files.every(({ sizeBytes }, index) => sizes[index] === sizeBytes);
  }

  /** Gives a whole directory its name; what already has it and is whole stays, as its files may be in use. */
  async publish(directory: string, entry: IndexEntry): Promise<void> {
    const target = this.directoryOf(entry.digest);
    if (await movedInto(target, directory)) return await syncDirectory(this.#models);
    if (await this.isComplete(entry)) return;
    this.#sizes.delete(entry.digest);
    const broken = this.#scratch.claim();
    await rename(target, broken);
    await rename(directory, target);
    await this.#scratch.giveBack(broken);
  }

  /** Removes models that nobody uses, longest unused first, until they are no more than so many bytes. */
  async shrinkTo(maxBytes: number): Promise<void> {
    const excessBytes = (await this.#storedBytes()) - maxBytes;
    if (excessBytes > 0) await this.#remove(chooseEvictions(await this.stored(), excessBytes));
  }

  /** Removes models that nobody uses, longest unused first, until so many bytes are gone; says how many models. */
  async shrinkBy(sizeBytes: number): Promise<number> {
    return await this.#remove(chooseEvictions(await this.stored(), sizeBytes));
  }

  async stored(): Promise<readonly StoredModel[]> {
    return await Promise.all(
      (await this.#digests()).map(async (digest) => ({
        digest,
        sizeBytes: await this.#bytesOf(digest),
        lastUsedMs: await this.#claims.lastClaimedMs(digest),
        isUsed: await this.#claims.isClaimed(digest, "use"),
      })),
    );
  }

  async #digests(): Promise<readonly string[]> {
    return await readdir(this.#models).catch(() => []);
  }

  async #storedBytes(): Promise<number> {
    const digests = await this.#digests();
    const sizes = await Promise.all(digests.map((digest) => this.#bytesOf(digest)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async #bytesOf(digest: string): Promise<number> {
    const known = this.#sizes.get(digest);
    if (known !== undefined) return known;
    const bytes = await bytesBelow(this.directoryOf(digest));
    this.#sizes.set(digest, bytes);
    return bytes;
  }

  async #remove(digests: readonly string[]): Promise<number> {
    let removed = 0;
    for (const digest of digests) if (await this.#removeUnused(digest)) removed += 1;
    return removed;
  }

  /** It is away at once, and then it is taken apart: nobody sees half of it. */
  async #removeUnused(digest: string): Promise<boolean> {
    const removed = this.#scratch.claim();
    {
      using _ = this.#claims.claim(digest, "removal");
      if (await this.#claims.isClaimed(digest, "use")) return false;
      if (!(await moved(this.directoryOf(digest), removed))) return false;
    }
    this.#claims.forget(digest);
    this.#sizes.delete(digest);
    await this.#scratch.giveBack(removed);
    return true;
  }
}

/** Somebody else may have been quicker. */
async function moved(from: string, to: string): Promise<boolean> {
  return await rename(from, to).then(
    () => true,
    () => false,
  );
}

async function sizeOf(path: string): Promise<number | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status?.size;
}

async function bytesBelow(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((file) => sizeOf(join(file.parentPath, file.name))));
  return sizes.reduce<number>((sum, size = 0) => sum + size, 0);
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
