import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { main } from "./run-command.ts";
import { createSampleCache, type SampleCache } from "./sample-cache.ts";

/** A command that serves, in a process of its own; it is ended in the end. */
export class RunningServer implements AsyncDisposable {
  /** What it has written to standard output and standard error. */
  readonly lines: readonly string[];
  readonly #program: ChildProcess;
  readonly #exited: Promise<unknown[]>;
  readonly #cache: SampleCache;

  private constructor(program: ChildProcess, cache: SampleCache, lines: readonly string[]) {
    this.#program = program;
    this.#exited = once(program, "exit");
    this.#cache = cache;
    this.lines = lines;
  }

  /** Resolves when it has said what became of its model. */
  static async start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningServer> {
    const cache = await createSampleCache();
    const program = spawn(process.execPath, ["--conditions=source", main, ...args], {
      env: { ...process.env, ...cache.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines: string[] = [];
    createInterface({ input: program.stderr }).on("line", (line) => lines.push(line));
    const output = createInterface({ input: program.stdout });
    output.on("line", (line) => lines.push(line));
    const server = new RunningServer(program, cache, lines);
    await Promise.race([once(output, "line"), server.#exited]);
    return server;
  }

  /** Where it listens, as it says itself. */
  get url(): string {
    const found = this.lines.map((line) => /http:\/\/[\d.]+:\d+/.exec(line)?.[0]);
    const url = found.find((each) => each !== undefined);
    if (url === undefined) throw new Error(`it listens nowhere:\n${this.lines.join("\n")}`);
    return url;
  }

  /** Sends a signal and gives the exit code. */
  async end(signal: NodeJS.Signals): Promise<unknown> {
    this.#program.kill(signal);
    return (await this.#exited)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#program.exitCode === null && this.#program.signalCode === null) await this.end("SIGINT");
    await this.#cache[Symbol.asyncDispose]();
  }
}
