import { execFile } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "../../../../cli/dist/main.js");

/** How `scripts/switchyard` ended, and what it printed. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of `scripts/switchyard` to its end, whatever that is. */
export async function runSwitchyard(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>();
  const program = execFile(
    process.execPath,
    [main, ...args],
    // oxlint-disable-next-line node/no-process-env -- as somebody starts it who has set these beside their own
    { env: { ...process.env, ...env } },
    (_error, stdout, stderr) => resolve({ code: program.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}
