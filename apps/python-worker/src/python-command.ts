import { availableParallelism } from "node:os";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program of this package is started. */
export interface PythonCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Environment;
}

/** The Python packages; they lie beside `src` and `dist`. */
export const sources: string = fileURLToPath(new URL("../python", import.meta.url));

/** The gateway's secrets are not the models'. */
const secret = /^(?:SWITCHYARD_|MLFLOW_TRACKING_(?:USERNAME|PASSWORD|TOKEN)$)/;

/**
 * How an interpreter runs one of our modules. It sees the gateway's environment, as a model sees that of `mlflow
 * models serve`, but for what guards the gateway and its registry.
 */
export function pythonCommand(
  interpreter: string,
  [module, ...args]: readonly [module: string, ...args: readonly string[]],
  env: Environment,
): PythonCommand {
  const passed = Object.entries(env).filter(([name]) => !secret.test(name));
  const path = [sources, env["PYTHONPATH"]].filter((each) => each !== undefined && each !== "");
  return {
    program: interpreter,
    args: ["-m", module, ...args],
    // Threads that wait for work must not take it from the others of the machine.
    env: {
      OMP_WAIT_POLICY: "PASSIVE",
      MALLOC_ARENA_MAX: "2",
      ORT_DISABLE_TELEMETRY: "1",
      ...Object.fromEntries(passed),
      PYTHONPATH: path.join(delimiter),
      PYTHONUNBUFFERED: "1",
    },
  };
}

export interface PythonWorkerOptions {
  readonly threads?: number | "auto";
  /** Whether what the model prints goes nowhere. */
  readonly isQuiet?: boolean;
}

/**
 * How a worker is started; `threads` bounds those of the libraries that the model uses. `auto` gives them half the
 * cores, unless the environment bounds them: a run waits for the slowest of its threads, which on all cores is one that
 * shares its core where anything else is at work; a single thread makes a large model about twice as slow.
 */
export function pythonWorkerCommand(
  interpreter: string,
  env: Environment,
  { threads = "auto", isQuiet = false }: PythonWorkerOptions = {},
): PythonCommand {
  const limits = threads === "auto" ? usualLimits(env) : threadLimits(threads);
  const args = isQuiet ? ["--quiet"] : [];
  return pythonCommand(interpreter, ["switchyard_worker", ...args], { ...env, ...limits });
}

const limitNames = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"];

function usualLimits(env: Environment): Environment {
  // One of them bounds other libraries too, where those have none of their own.
  const isBounded = limitNames.some((name) => env[name] !== undefined);
  return isBounded ? {} : threadLimits(Math.floor(availableParallelism() / 2));
}

function threadLimits(threads: number): Environment {
  return Object.fromEntries(limitNames.map((name) => [name, String(Math.max(1, threads))]));
}
