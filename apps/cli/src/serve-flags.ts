import { GatewayError } from "@switchyard/core";
import type { Environment } from "./registry-access.ts";

/** What `models serve` takes beside the model's URI, as it was typed. */
export interface ServeFlags {
  readonly host?: string;
  readonly port?: string;
  /** Seconds. */
  readonly timeout?: string;
  readonly workers?: string;
  readonly envManager?: string;
  /** False for `--no-conda`, MLflow's old name of `--env-manager local`. */
  readonly conda?: boolean;
  readonly installMlflow?: boolean;
  readonly enableMlserver?: boolean;
}

const usualSeconds = 60;
const managers = ["local", "conda", "virtualenv", "uv"];

/**
 * The gateway's own arguments for MLflow's flags, or for MLflow's variables where a flag is not given. Throws
 * `invalid_configuration` for what is no number, or no environment manager.
 */
export function gatewayArgs(flags: ServeFlags, env: Environment): readonly string[] {
  const { envManager = "local" } = flags;
  if (!managers.includes(envManager))
    throw invalid("--env-manager", envManager, `one of ${managers.join(", ")}`);
  const host = flags.host ?? (env["MLFLOW_HOST"] || "127.0.0.1");
  const port = integerOf(["--port", flags.port], ["MLFLOW_PORT", env]) ?? 5000;
  const workers = integerOf(["--workers", flags.workers], ["MLFLOW_MODELS_WORKERS", env]);
  return [
    `--host=${host}`,
    `--port=${port}`,
    `--request-timeout-ms=${timeoutSeconds(flags, env) * 1000}`,
    // As uvicorn takes it, none means one.
    `--replicas=${workers || 1}`,
    ...(flags.conda === false || envManager === "local" ? [] : ["--python=uv"]),
  ];
}

/** What flags mean here that are MLflow's own affair; a line each. */
export function notes({ envManager, installMlflow, enableMlserver }: ServeFlags): readonly string[] {
  const isBuiltOtherwise = envManager === "conda" || envManager === "virtualenv";
  return [
    ...(isBuiltOtherwise
      ? [`--env-manager ${envManager}: a model that needs Python gets an environment built by uv`]
      : []),
    ...(installMlflow ? ["--install-mlflow: nothing to do, an environment that is built has MLflow"] : []),
    ...(enableMlserver ? ["--enable-mlserver: nothing to do, Switchyard itself is the server"] : []),
  ];
}

/** MLflow takes a timeout of 0 for none given. */
function timeoutSeconds({ timeout }: ServeFlags, env: Environment): number {
  const variable = "MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT";
  const seconds =
    integerOf(["--timeout", timeout], [variable, env]) ||
    integerOf(["--timeout", undefined], [variable, env]) ||
    usualSeconds;
  if (seconds > 0) return seconds;
  throw invalid(timeout === undefined ? variable : "--timeout", String(seconds), "seconds above 0");
}

type Flag = readonly [name: string, text: string | undefined];

/** An empty variable counts as none. */
function integerOf([flag, text]: Flag, [variable, env]: readonly [string, Environment]): number | undefined {
  const fromEnv = env[variable] === "" ? undefined : env[variable];
  const value = text ?? fromEnv;
  if (value === undefined) return undefined;
  if (/^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw invalid(text === undefined ? variable : flag, value, "an integer");
}

function invalid(name: string, value: string, expected: string): GatewayError {
  return new GatewayError("invalid_configuration", `${name}: ${value} is not valid; expected ${expected}`);
}
