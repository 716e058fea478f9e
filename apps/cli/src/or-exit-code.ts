import { reportError } from "./report-error.ts";

export interface OrExitCodeOptions {
  readonly code: number;
  readonly json?: boolean | undefined;
}

/** Runs an action; when it fails, says why on standard error and ends with this exit code. */
export async function orExitCode(
  { code, json = false }: OrExitCodeOptions,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    process.exitCode ??= code;
    reportError(thrown, { json });
  }
}
