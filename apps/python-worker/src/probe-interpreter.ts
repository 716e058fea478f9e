import { GatewayError } from "@switchyard/core";
import { z } from "zod";
import { pythonCommand, type Environment } from "./python-command.ts";
import { runLines, type Ended } from "./run-lines.ts";

const probed = z.object({
  python: z.string(),
  executable: z.string(),
  packages: z.record(z.string(), z.string()),
});

/** What an interpreter is and has. */
export interface Interpreter {
  /** Its version, such as `3.11.7`. */
  readonly python: string;
  readonly executable: string;
  /** Versions of the packages that loading and converting models ask for, as far as it has them. */
  readonly packages: Readonly<Record<string, string>>;
}

const probeTimeoutMs = 20_000;

/** Asks an interpreter what it has, without importing any of it; throws `load_failed` that says what to do. */
export async function probeInterpreter(
  interpreter: string,
  env: Environment,
  signal: AbortSignal,
): Promise<Interpreter> {
  const command = pythonCommand(interpreter, ["switchyard_compile", "--versions"], env);
  const within = AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]);
  let said = "";
  try {
    const ended = await runLines(command, { signal: within, onLine: (line) => (said = line) });
    if (ended.code !== 0) throw unusable(interpreter, ended);
    return probed.parse(JSON.parse(said));
  } catch (thrown) {
    throw thrown instanceof GatewayError ? thrown : absent(interpreter, thrown);
  }
}

/** What to do where an interpreter cannot be used. */
export const pythonAdvice =
  "set SWITCHYARD_PYTHON (or python: of the model) to an interpreter that has mlflow and what the model needs, or to uv";

function absent(interpreter: string, cause: unknown): GatewayError {
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const reason = isMissing ? "there is none" : cause instanceof Error ? cause.message : String(cause);
  return new GatewayError(
    "load_failed",
    `the model needs Python, and ${interpreter} cannot be started: ${reason}; ${pythonAdvice}`,
    { cause },
  );
}

function unusable(interpreter: string, { code, complaint }: Ended): GatewayError {
  const [last = ""] = complaint.split("\n").slice(-1);
  return new GatewayError(
    "load_failed",
    `the model needs Python, and ${interpreter} ended with ${code}: ${last}; ${pythonAdvice}`,
  );
}
