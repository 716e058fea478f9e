import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ArtifactStoresOptions } from "../artifacts/artifact-stores.ts";

export interface FetchingOptions {
  readonly cacheDirectory: string;
  readonly stores: ArtifactStoresOptions;
  readonly location: string;
}

/** Another process that fetches a model into a cache, and uses it until it is disposed. */
export class FetchingProcess implements AsyncDisposable {
  /** Resolves when it is about to fetch. */
  readonly begun: Promise<unknown>;
  /** The directory of the model, or why there is none. */
  readonly outcome: Promise<string>;
  readonly #program: ChildProcessByStdio<Writable, Readable, null>;
  readonly #exited: Promise<unknown>;

  constructor({ cacheDirectory, stores, location }: FetchingOptions) {
    const script = fileURLToPath(import.meta.resolve("./fetching-process-main.ts"));
    this.#program = spawn(
      process.execPath,
      ["--conditions=source", script, cacheDirectory, JSON.stringify(stores), location],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    this.#exited = once(this.#program, "exit");
    const lines = createInterface({ input: this.#program.stdout })[Symbol.asyncIterator]();
    this.begun = lines.next();
    this.outcome = this.begun.then(async () => String((await lines.next()).value));
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.#program.kill("SIGKILL");
    await this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#program.stdin.end();
    await this.#exited;
  }
}
