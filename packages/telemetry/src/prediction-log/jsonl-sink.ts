import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { PredictionEntry, PredictionSink } from "@switchyard/core";
import { outdatedFiles, type KeptFile, type Retention } from "./outdated-files.ts";

export interface JsonlSinkOptions {
  readonly path: string;
  readonly retention: Retention;
}

/** Appends a JSON object a line to a file that its owner alone may read, and begins another when that is full. */
export class JsonlSink implements PredictionSink {
  readonly maxEntries: number = 500;
  readonly #path: string;
  readonly #retention: Retention;
  #file: FileHandle | undefined;
  #sizeBytes = 0;

  constructor({ path, retention }: JsonlSinkOptions) {
    this.#path = path;
    this.#retention = retention;
  }

  async write(entries: readonly PredictionEntry[], signal: AbortSignal): Promise<void> {
    const lines = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    signal.throwIfAborted();
    if (this.#sizeBytes > 0 && this.#sizeBytes + lines.length > this.#retention.maxFileBytes)
      await this.#turn();
    this.#file ??= await this.#open();
    await this.#file.appendFile(lines);
    this.#sizeBytes += lines.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true });
    await this.#clean();
    const file = await open(this.#path, "a", 0o600);
    this.#sizeBytes = (await file.stat()).size;
    return file;
  }

  /** Puts the full file beside, under the time at which it was full. */
  async #turn(): Promise<void> {
    await this[Symbol.asyncDispose]();
    const time = new Date().toISOString().replaceAll(":", "-");
    await rename(this.#path, join(dirname(this.#path), `${this.#stem}-${time}${extname(this.#path)}`));
    this.#sizeBytes = 0;
  }

  async #clean(): Promise<void> {
    const outdated = outdatedFiles(await this.#fullFiles(), this.#retention, Date.now());
    await Promise.all(outdated.map((file) => rm(file, { force: true })));
  }

  async #fullFiles(): Promise<readonly KeptFile[]> {
    const directory = dirname(this.#path);
    const names = (await readdir(directory)).filter((name) => this.#isFull(name));
    return await Promise.all(
      names.map(async (name) => {
        const path = join(directory, name);
        return { path, modifiedMs: (await stat(path)).mtimeMs };
      }),
    );
  }

  #isFull(name: string): boolean {
    const end = extname(this.#path);
    const time = name.slice(this.#stem.length, name.length - end.length);
    return name.startsWith(this.#stem) && name.endsWith(end) && /^-\d{4}-\d\d-\d\dT[\d.-]+Z$/.test(time);
  }

  get #stem(): string {
    return basename(this.#path, extname(this.#path));
  }
}
