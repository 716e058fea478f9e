import { execFile } from "node:child_process";
import { join } from "node:path";

/** The program's entry, from source. */
export const main: string = join(import.meta.dirname, "../main.ts");

/** What Node has made of the sources once need not be made again by each of many short commands. */
const compiled = join(import.meta.dirname, "../../node_modules/.cache/code");

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, in this environment and these variables. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>();
  const child = execFile(
    process.execPath,
    ["--conditions=source", main, ...args],
    { env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env } },
    (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}
