import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Load } from "../loads/load.ts";
import { markedEnvironment } from "./end-all.ts";
import { freePort } from "../../../free-port.mjs";
import { memoryMiB, processorSeconds, processTree } from "./process-tree.ts";

export interface ServerOptions {
  readonly name: string;
  /** The command that listens on the port. */
  readonly command: (port: number) => readonly string[];
  readonly env?: (port: number) => Readonly<Record<string, string>>;
  readonly directory?: string;
  /** What it answers as soon as it can be measured. */
  readonly first: Load;
  readonly patienceMs?: number;
}

const usualPatienceMs = 120_000;
const askAgainMs = 5;
const lastLines = 12;

/** A server under measurement, in processes of its own. */
export class ServerProcess implements AsyncDisposable {
  readonly name: string;
  readonly origin: string;
  /** From its start to its first right answer. */
  readonly firstAnswerMs: number;
  readonly #program: ChildProcess;

  private constructor(program: ChildProcess, { name, origin, firstAnswerMs }: Started) {
    this.#program = program;
    this.name = name;
    this.origin = origin;
    this.firstAnswerMs = firstAnswerMs;
  }

  /** Resolves when it answers; throws with its last lines when it ends before, or is not ready in time. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const port = await freePort();
    const startMs = performance.now();
    const { program, lines } = run(options, port);
    const origin = `http://127.0.0.1:${port}`;
    const giveUpMs = startMs + (options.patienceMs ?? usualPatienceMs);
    while (!(await answers(origin, options.first))) {
      if (program.exitCode !== null || performance.now() > giveUpMs) {
        await end(program);
        throw new Error(`${options.name} does not answer: ${lines.slice(-lastLines).join("\n")}`);
      }
      await delay(askAgainMs);
    }
    const firstAnswerMs = performance.now() - startMs;
    return new ServerProcess(program, { name: options.name, origin, firstAnswerMs });
  }

  get pid(): number {
    return this.#program.pid ?? 0;
  }

  /** Its own and those of all its descendants. */
  processes(): readonly number[] {
    return processTree(this.pid);
  }

  processorSeconds(): number {
    return processorSeconds(this.processes());
  }

  memoryMiB(): number {
    return memoryMiB(this.processes());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#program);
  }
}

interface Started {
  readonly name: string;
  readonly origin: string;
  readonly firstAnswerMs: number;
}

function run(
  { command, env, directory }: ServerOptions,
  port: number,
): { readonly program: ChildProcess; readonly lines: string[] } {
  const [file = "", ...args] = command(port);
  const program = spawn(file, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: markedEnvironment(env?.(port)),
    ...(directory !== undefined && { cwd: directory }),
  });
  const lines: string[] = [];
  program.on("error", ({ message }) => lines.push(message));
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding("utf8").on("data", (piece: string) => {
      lines.push(...piece.trimEnd().split("\n"));
      lines.splice(0, lines.length - 100);
    });
  return { program, lines };
}

async function answers(origin: string, { path, headers, body }: Load): Promise<boolean> {
  const response = await fetch(new URL(path, origin), {
    method: "POST",
    body: new Uint8Array(body),
    headers,
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return response?.ok ?? false;
}

/** Its descendants first, where it does not end them itself. */
async function end(program: ChildProcess): Promise<void> {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const family = processTree(program.pid);
  const ended = once(program, "exit");
  program.kill("SIGINT");
  const impatience = setTimeout(() => program.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(impatience);
  for (const pid of family) killIfAlive(pid);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended with its parent.
  }
}
