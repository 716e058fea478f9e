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
  /** What was handed out may be in use for longer than anybody asks for it. */
  readonly #handedOut = new Set<string>();

  constructor(cacheDirectory: string) {
    this.#root = join(cacheDirectory, "companions");
  }

  /** Nothing where there is none, or where its graph is not the one that was verified. */
  async find(key: CompanionKey): Promise<Shelved | undefined> {
    return await this.#at(this.#directoryOf(key));
  }

  /** A companion of that content, whatever it was made with, whose numbers are as close as is asked. */
  async findProven(digest: string, tolerance: number): Promise<Shelved | undefined> {
    const names = await readdir(this.#root).catch(() => []);
    for (const name of names.filter((each) => each.startsWith(`${digest}-`))) {
      const shelved = await this.#at(join(this.#root, name));
      if (shelved?.record.status === "compiled" && shelved.record.verification.tolerance <= tolerance)
        return shelved;
    }
    return undefined;
  }

  async #at(directory: string): Promise<Shelved | undefined> {
    const record = await readRecord(directory);
    if (!record || !(await isUntouched(directory, record))) return undefined;
    await touch(directory);
    this.#handedOut.add(directory);
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
    await this.#place(scratch, directory);
    this.#handedOut.add(directory);
    await this.#sweep();
    return { directory, record };
  }

  async #place(scratch: string, directory: string): Promise<void> {
    for (;;) {
      if (await renamed(scratch, directory)) return;
      // Another process may be as far: whoever comes last stays.
      const replaced = await this.scratch();
      await rename(directory, replaced).catch(() => undefined);
      await rm(replaced, { recursive: true, force: true });
    }
  }

  /** What was left behind goes too, once it is old. */
  async #sweep(): Promise<void> {
    await Promise.all(Array.from(this.#handedOut, touch));
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
    const parts = JSON.stringify([python, sorted, program, tolerance]);
    return join(this.#root, `${digest}-${createHash("sha256").update(parts).digest("hex").slice(0, 16)}`);
  }
}

/** Says that somebody has asked for it today. */
async function touch(directory: string): Promise<void> {
  const now = new Date();
  await utimes(join(directory, recordFile), now, now).catch(() => undefined);
}

/** `false` where something stands in its place already. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && (cause.code === "ENOTEMPTY" || cause.code === "EEXIST"))
      return false;
    throw cause;
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
