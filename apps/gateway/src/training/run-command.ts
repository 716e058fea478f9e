import { spawn, type ChildProcess } from "node:child_process";
import { onBoundedLines } from "./bounded-lines.ts";

export interface CommandOptions {
  readonly command: readonly [program: string, ...args: readonly string[]];
  readonly directory: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads from standard input. */
  readonly input: string;
  /** How long it may take to end after it was asked to, before it is made to. */
  readonly graceMs: number;
  readonly onLine: (line: string) => void;
  /** Lines of standard error. */
  readonly onComplaint: (line: string) => void;
}

const longestLine = 16_384;
/** How long a pipe is read that something of another group holds open after the program's end. */
const leftoverMs = 1000;

/**
 * Runs a program in a process group of its own, of which nothing is left in the end. When the signal comes all of it is
 * asked to end, and made to after the grace. Resolves with the exit code, or the signal that ended it; throws what the
 * system says when it cannot be started.
 */
export async function runCommand(
  options: CommandOptions,
  signal: AbortSignal,
): Promise<number | NodeJS.Signals> {
  const { command, directory, env, input, graceMs, onLine, onComplaint } = options;
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: directory, env, stdio: "pipe", detached: true });
  // A program need not read what it is given.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  onBoundedLines(child.stdout, longestLine, onLine);
  onBoundedLines(child.stderr, longestLine, onComplaint);
  const ended = endOf(child);
  const stop = (): void => endWithGrace(child, graceMs);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await ended;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const { promise, resolve, reject } = Promise.withResolvers<number | NodeJS.Signals>();
  child.once("error", reject);
  child.once("close", (code, killedBy) => resolve(code ?? killedBy ?? 1));
  child.once("exit", () => {
    signalGroup(child, "SIGKILL");
    const late = setTimeout(
      () => [child.stdout, child.stderr].forEach((pipe) => pipe?.destroy()),
      leftoverMs,
    );
    child.once("close", () => clearTimeout(late));
  });
  return promise;
}

function endWithGrace(child: ChildProcess, graceMs: number): void {
  signalGroup(child, "SIGTERM");
  const late = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
  child.once("close", () => clearTimeout(late));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}
