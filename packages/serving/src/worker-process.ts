import { spawn } from "node:child_process";
import { Socket } from "node:net";
import type { StartWorker } from "@switchyard/core";
import { lowerPriority, mayRaisePriority, restorePriority } from "./process-priority.ts";

export interface WorkerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables added to the gateway's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Starts workers as processes whose fd 3 is the link; what they print goes to the gateway's standard error. */
export function processWorkers({ program, args, env }: WorkerCommand): StartWorker {
  const hasPriorities = mayRaisePriority();
  return () => {
    const child = spawn(program, args, { stdio: ["ignore", process.stderr, process.stderr, "pipe"], env });
    const link = child.stdio[3];
    if (!(link instanceof Socket)) throw new Error("the link is not a socket");
    const exited = Promise.withResolvers<void>();
    child.once("exit", () => exited.resolve());
    child.once("error", () => exited.resolve());
    link.on("error", () => link.destroy());
    return {
      pid: child.pid ?? 0,
      link,
      exited: exited.promise,
      setBackground(isBackground) {
        if (!hasPriorities) return;
        if (isBackground) lowerPriority(child.pid ?? 0);
        else restorePriority(child.pid ?? 0);
      },
      kill: () => void child.kill("SIGKILL"),
    };
  };
}
