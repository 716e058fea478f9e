import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { main } from "./run-command.ts";

/** A command that goes on until it is interrupted. */
export interface WatchedCommand extends AsyncDisposable {
  readonly lines: AsyncIterable<string>;
  /** What it has written to standard error. */
  readonly complaints: readonly string[];
  /** The exit code, and the signal that ended it. */
  readonly interrupt: (signal?: NodeJS.Signals) => Promise<unknown[]>;
}

/** So that a test that fails leaves nothing behind. */
const longestMs = 25_000;

/** Starts it; it is interrupted at the end of the test. */
export function watchCommand(args: readonly string[]): WatchedCommand {
  const program = spawn(process.execPath, ["--conditions=source", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: longestMs,
    killSignal: "SIGKILL",
  });
  const exited = once(program, "close");
  const interrupt = async (signal: NodeJS.Signals = "SIGINT"): Promise<unknown[]> => {
    program.kill(signal);
    return await exited;
  };
  const complaints: string[] = [];
  createInterface({ input: program.stderr }).on("line", (line) => complaints.push(line));
  return {
    complaints,
    lines: createInterface({ input: program.stdout }),
    interrupt,
    async [Symbol.asyncDispose]() {
      await interrupt();
    },
  };
}
