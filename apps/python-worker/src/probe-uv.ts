import { GatewayError } from "@switchyard/core";
import type { Environment } from "./python-command.ts";
import { runLines } from "./run-lines.ts";

/** What uv says it is, such as `uv 0.9.2`; throws `load_failed` where there is none. */
export async function probeUv(env: Environment, signal: AbortSignal): Promise<string> {
  let said = "";
  const command = { program: "uv", args: ["--version"], env };
  try {
    const { code } = await runLines(command, { signal, onLine: (line) => (said ||= line) });
    if (code === 0) return said;
    throw new Error(`it ended with ${code}`);
  } catch (cause) {
    throw new GatewayError("load_failed", "uv cannot be started; install it (https://docs.astral.sh/uv)", {
      cause,
    });
  }
}
