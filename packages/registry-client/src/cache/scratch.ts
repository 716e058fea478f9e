import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasEnded, ownName } from "./owner.ts";
import { syncDirectory } from "./sync-directory.ts";

const abandonedAfterMs = 24 * 3_600_000;

/** Where things are made before they get their name, so that nobody ever sees half of one. */
export class Scratch {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Makes the directory, and clears it of what programs that have ended left in it. */
  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const names = await readdir(this.#directory);
    await Promise.all(names.map((name) => this.#clearIfLeft(name)));
  }

  /** A path that nobody else uses; its maker moves it away, or gives it back. */
  claim(): string {
    return join(this.#directory, `${ownName()}~${randomUUID()}`);
  }

  async giveBack(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true });
  }

  /** Writes a file that is there as a whole or not at all. */
  async writeFile(path: string, content: string): Promise<void> {
    const claimed = this.claim();
    {
      await using handle = await open(claimed, "wx");
      await handle.writeFile(content);
      await handle.sync();
    }
    await rename(claimed, path);
    await syncDirectory(dirname(path));
  }

  async #clearIfLeft(name: string): Promise<void> {
    const path = join(this.#directory, name);
    if (hasEnded(name) === true || (await ageMs(path)) > abandonedAfterMs) await this.giveBack(path);
  }
}

async function ageMs(path: string): Promise<number> {
  const status = await stat(path).catch(() => undefined);
  return status === undefined ? 0 : Date.now() - status.mtimeMs;
}
