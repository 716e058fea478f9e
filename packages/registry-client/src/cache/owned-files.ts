import { unlinkSync, utimesSync } from "node:fs";
import { stat } from "node:fs/promises";
import { hasEnded } from "./owner.ts";

/**
 * Files that mean something as long as the process that made them lives: it keeps them fresh. One that nobody
 * here can look at, as it runs elsewhere, counts as ended `silentAfterMs` after its last sign of life.
 */
export class OwnedFiles {
  readonly #silentAfterMs: number;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(silentAfterMs: number) {
    this.#silentAfterMs = silentAfterMs;
  }

  /** Keeps a file fresh that has just been made. */
  hold(path: string): void {
    this.#held.add(path);
    this.#timer ??= setInterval(() => this.#refresh(), this.#silentAfterMs / 10).unref();
  }

  /** Removes it, if it is ours. */
  drop(path: string): void {
    if (!this.#held.delete(path)) return;
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    quietly(() => unlinkSync(path));
  }

  /** Whether the process that made a file lives, as far as one can know. */
  async isOwned(path: string, owner: string): Promise<boolean> {
    const ended = hasEnded(owner);
    if (ended !== undefined) return !ended;
    const status = await stat(path).catch(() => undefined);
    return status !== undefined && Date.now() - status.mtimeMs < this.#silentAfterMs;
  }

  #refresh(): void {
    const now = new Date();
    for (const path of this.#held) quietly(() => utimesSync(path, now, now));
  }
}

/** The cache may have been removed below us. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
