import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileDigest } from "./file-digest.ts";
import { readRecord, recordFile, type CompanionRecord } from "./companion-record.ts";

/** What a companion depends on; the same again needs no work. */
export interface CompanionKey {
  /** Of the model's files. */
  readonly digest: string;
  readonly python: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Of the program that converts. */
  readonly program: string;
  readonly tolerance: number;
}

/** A record, and the directory that it speaks of. */
export interface Shelved {
  readonly directory: string;
  readonly record: CompanionRecord;
}

/** Companions that nobody asked for in so many days are removed. */
const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** Companions, and why models have none, by what they were made from; shared by processes. */
export class CompanionShelf {
  readonly #root: string;

  constructor(cacheDirectory: string) {
    this.#root = join(cacheDirectory, "companions");
  }

  /** Nothing where there is none, or where its graph is not the one that was verified. */
  async find(key: CompanionKey): Promise<Shelved | undefined> {
    const directory = this.#directoryOf(key);
    const record = await readRecord(directory);
    if (!record || !(await isUntouched(directory, record))) return undefined;
    const now = new Date();
    await utimes(join(directory, recordFile), now, now).catch(() => undefined);
    return { directory, record };
  }

  /** An empty directory of the shelf's own, to make a companion in. */
  async scratch(): Promise<string> {
    const directory = join(this.#root, `.${randomUUID()}`);
    await mkdir(directory, { recursive: true });
    return directory;
  }

  /** Gives what was made in a scratch directory its place; what stood there goes. */
  async put(key: CompanionKey, scratch: string, record: CompanionRecord): Promise<Shelved> {
    const directory = this.#directoryOf(key);
    if (record.status === "refused") await emptied(scratch);
    await writeFile(join(scratch, recordFile), JSON.stringify(record, undefined, 2));
    const replaced = await this.scratch();
    await rename(directory, replaced).catch(() => undefined);
    await rename(scratch, directory);
    await rm(replaced, { recursive: true, force: true });
    await this.#sweep();
    return { directory, record };
  }

  /** What was left behind goes too, once it is old. */
  async #sweep(): Promise<void> {
    const oldestMs = Date.now() - keptDays * dayMs;
    for (const name of await readdir(this.#root).catch(() => [])) {
      const directory = join(this.#root, name);
      const status = await stat(join(directory, recordFile)).catch(() =>
        stat(directory).catch(() => undefined),
      );
      if (status && status.mtimeMs < oldestMs) await rm(directory, { recursive: true, force: true });
    }
  }

  #directoryOf({ digest, python, packages, program, tolerance }: CompanionKey): string {
    const sorted = Object.entries(packages).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const parts = JSON.stringify([digest, python, sorted, program, tolerance]);
    return join(this.#root, createHash("sha256").update(parts).digest("hex"));
  }
}

/** Of a companion that is not used nothing need stay. */
async function emptied(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory);
}

/** Whether the graph is still the one that was verified. */
export async function isUntouched(directory: string, record: CompanionRecord): Promise<boolean> {
  if (record.status === "refused") return true;
  const file = record.flavor["data"];
  if (typeof file !== "string") return false;
  const digest = await fileDigest(join(directory, file)).catch(() => undefined);
  return digest === record.sha256;
}
