import { GatewayError } from "@switchyard/core";

/** Runs an action; when it throws a GatewayError, says why on standard error and ends with this exit code. */
export async function orExitCode(code: number, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    if (!(thrown instanceof GatewayError)) throw thrown;
    process.stderr.write(`switchyard: ${thrown.message}\n`);
    process.exitCode = code;
  }
}
