import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDiskFull } from "./disk-space.ts";
import { OwnedFiles } from "./owned-files.ts";
import { ownName } from "./owner.ts";
import type { Scratch } from "./scratch.ts";

/** What holds a lock; `waited` says whether another held it before. */
export interface Lock extends Disposable {
  readonly waited: boolean;
}

const pollMs = 100;
/** Who holds a lock on another machine gives signs of life more often than that. */
const silentAfterMs = 30_000;
/** The name of its owner stands in a lock so soon, unless that has ended. */
const writtenWithinMs = 5000;

/**
 * Keeps processes that share a cache from doing the same at the same time. It saves work and no more: when
 * two take over from one that has died, both may hold the lock.
 */
export class Locks {
  readonly #directory: string;
  readonly #scratch: Scratch;
  readonly #files = new OwnedFiles(silentAfterMs);

  constructor(directory: string, scratch: Scratch) {
    this.#directory = directory;
    this.#scratch = scratch;
  }

  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
  }

  /** Waits for those who hold it, and takes over from those who have ended. */
  async take(key: string, signal: AbortSignal): Promise<Lock> {
    const path = join(this.#directory, key);
    for (let waited = false; ; waited = true) {
      signal.throwIfAborted();
      if (await this.#make(path)) return { waited, [Symbol.dispose]: () => this.#files.drop(path) };
      if (await this.#isHeld(path)) await setTimeout(pollMs, undefined, { signal });
      else await this.#clear(path);
    }
  }

  /** On a disk that is full, work goes on without a lock, or with one that does not say whose it is. */
  async #make(path: string): Promise<boolean> {
    try {
      await using handle = await open(path, "wx");
      this.#files.hold(path);
      await handle.writeFile(ownName());
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      if (isDiskFull(error)) return true;
      this.#files.drop(path);
      throw error;
    }
  }

  /** By a name of our own, so that of two who clear one lock only one does. */
  async #clear(path: string): Promise<void> {
    const claimed = this.#scratch.claim();
    await rename(path, claimed).catch(() => undefined);
    await this.#scratch.giveBack(claimed);
  }

  async #isHeld(path: string): Promise<boolean> {
    const owner = await readFile(path, "utf8").catch(() => undefined);
    if (owner === undefined) return false;
    if (owner !== "") return await this.#files.isOwned(path, owner);
    const status = await stat(path).catch(() => undefined);
    return status !== undefined && Date.now() - status.mtimeMs < writtenWithinMs;
  }
}
