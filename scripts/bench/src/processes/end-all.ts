import process from "node:process";
import { markedProcesses, markName } from "./process-tree.ts";

const mark = `${process.pid}-${Date.now()}`;

/** The environment for whatever the benchmark starts, so that it can be found and ended. */
export function markedEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...more, [markName]: mark };
}

/** Ends everything that this run has started, however it ends itself. */
export function endAllAtExit(): void {
  process.on("exit", () => {
    for (const pid of markedProcesses(mark)) kill(pid);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
