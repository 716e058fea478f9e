import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { main } from "./run-command.ts";

/** A command that goes on until it is interrupted. */
export interface WatchedCommand extends AsyncDisposable {
  readonly lines: AsyncIterable<string>;
  /** The exit code, and the signal that ended it. */
  readonly interrupt: () => Promise<unknown[]>;
}

/** So that a test that fails leaves nothing behind. */
const longestMs = 25_000;

/** Starts it; it is interrupted at the end of the test. */
export function watchCommand(args: readonly string[]): WatchedCommand {
  const program = spawn(process.execPath, ["--conditions=source", main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: longestMs,
    killSignal: "SIGKILL",
  });
  const exited = once(program, "exit");
  const interrupt = async (): Promise<unknown[]> => {
    program.kill("SIGINT");
    return await exited;
  };
  return {
    lines: createInterface({ input: program.stdout }),
    interrupt,
    async [Symbol.asyncDispose]() {
      await interrupt();
    },
  };
}
