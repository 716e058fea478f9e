import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { collectGarbage } from "./collect-garbage.ts";
import { memoryOf, processTree, runs } from "./process-tree.ts";

/** As they were built, and as `npm start` and `scripts/switchyard` start them. */
const gateway = join(import.meta.dirname, "../../dist/main.js");
const commandLine = join(import.meta.dirname, "../../../cli/dist/main.js");

/** A gateway in a process of its own, as people run it. */
export class GatewayProcess implements AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly #program: ChildProcess;
  readonly #exited: Promise<unknown[]>;
  readonly #log: string[];

  private constructor(program: ChildProcess, { url, log }: { readonly url: string; readonly log: string[] }) {
    this.#program = program;
    this.url = url;
    this.#log = log;
    this.pid = program.pid ?? 0;
    this.#exited = once(program, "exit");
  }

  /** Resolves when it listens and each model has been tried. With a command, it is `switchyard`'s. */
  static async start(
    env: Readonly<Record<string, string>>,
    command?: readonly string[],
    directory?: string,
  ): Promise<GatewayProcess> {
    const main = command ? [commandLine, ...command] : [gateway];
    const program = spawn(
      process.execPath,
      ["--max-semi-space-size=4", "--heap-growing-percent=300", "--inspect-port=127.0.0.1:0", ...main],
      {
        env: { ...process.env, SWITCHYARD_PORT: "0", ...env },
        stdio: ["ignore", "pipe", "pipe"],
        ...(directory !== undefined && { cwd: directory }),
      },
    );
    const log: string[] = [];
    const url = Promise.withResolvers<string>();
    createInterface({ input: program.stderr }).on("line", (line) => {
      log.push(line);
      const address = /"listening".*"url":"([^"]+)"|"url":"([^"]+)".*"listening"|listening url=(\S+)/.exec(
        line,
      );
      const found = address?.[1] ?? address?.[2] ?? address?.[3];
      if (found !== undefined) url.resolve(found);
    });
    program.once("exit", (code) =>
      url.reject(new Error(`the gateway ended with ${code}:\n${log.join("\n")}`)),
    );
    const tried = once(createInterface({ input: program.stdout }), "line");
    const started = new GatewayProcess(program, { url: await url.promise, log });
    await tried;
    return started;
  }

  /** Lines that it has logged so far. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** Proportional set size, in bytes, of it and all its workers, once it has collected its own garbage. */
  async memoryBytes(): Promise<number> {
    await collectGarbage(this.pid, this.#log);
    return memoryOf(processTree(this.pid));
  }

  /** Its workers' process ids. */
  workers(): readonly number[] {
    return processTree(this.pid).filter((pid) => runs(pid, "model-worker"));
  }

  /** Sends a signal and gives the exit code. */
  async end(signal: NodeJS.Signals): Promise<unknown> {
    this.#program.kill(signal);
    return (await this.#exited)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#program.exitCode === null && this.#program.signalCode === null) await this.end("SIGINT");
  }
}
