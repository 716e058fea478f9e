import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { PythonCommand } from "./python-command.ts";

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
  /** Lines of standard error. */
  readonly onComplaint?: (line: string) => void;
  readonly directory?: string;
}

/** How a program ended. */
export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  /** The last of what it wrote to standard error. */
  readonly complaint: string;
}

const longestComplaint = 2000;

/**
 * Runs a program and hands on its lines; nothing of it is left when the signal comes. Throws what the system says
 * when it cannot be started.
 */
export async function runLines(
  { program, args, env }: PythonCommand,
  { signal, onLine, onComplaint, directory }: RunOptions,
): Promise<Ended> {
  // A group of its own, so that what it starts ends with it.
  const child = spawn(program, [...args], {
    cwd: directory,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = Promise.withResolvers<Ended["code"]>();
  let complaint = "";
  child.once("error", ended.reject);
  child.once("close", (code, killedBy) => ended.resolve(code ?? killedBy ?? 1));
  createInterface(child.stderr).on("line", (line) => {
    complaint = `${complaint}\n${line}`.slice(-longestComplaint);
    onComplaint?.(line);
  });
  createInterface(child.stdout).on("line", (line) => onLine?.(line));
  const stop = (): void => endGroup(child.pid);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return { code: await ended.promise, complaint: complaint.trim() };
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}
