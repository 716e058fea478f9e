import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import { installTestbed } from "./testbed.ts";

const script = join(import.meta.dirname, "../../../../scripts/testbed/client.py");
const failed = z.object({ error: z.string() });

/** MLflow's own Python client, imported once for many commands; see `client.py`. */
export class PythonSession implements AsyncDisposable {
  readonly #program: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(program: ChildProcessByStdio<Writable, Readable, null>) {
    this.#program = program;
    this.#answers = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  }

  static async start(url: string, env: Readonly<Record<string, string>> = {}): Promise<PythonSession> {
    const python = await installTestbed();
    const program = spawn(python, [script, url, "session"], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "ignore"],
    });
    return new PythonSession(program);
  }

  /** One at a time; throws what MLflow says. */
  async run(command: string, ...args: readonly string[]): Promise<string> {
    this.#program.stdin.write(`${JSON.stringify([command, ...args])}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`client.py ended during ${command} ${args.join(" ")}`);
    const outcome: unknown = JSON.parse(value);
    const error = failed.safeParse(outcome).data?.error;
    if (error !== undefined) throw new Error(`${command} ${args.join(" ")}: ${error}`);
    return typeof outcome === "string" ? outcome : value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#program, "exit");
    this.#program.stdin.end();
    await exited;
  }
}
