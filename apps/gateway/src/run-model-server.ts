import { GatewayError } from "@switchyard/core";
import type { ConfigSources } from "./config/load-config.ts";
import { serveModel } from "./serve-model.ts";

/**
 * The stand-alone server of one model, told by the environment: `MODEL_URI` (or `MLFLOW_MODEL_URI`), `MODEL_NAME`,
 * `HOST` and `PORT`; the gateway's flags and variables count beside them, its flags above them. A model that
 * cannot be loaded is tried on. Throws `invalid_configuration`.
 */
export async function runModelServer({ args, env }: ConfigSources): Promise<void> {
  const uri = given(env["MODEL_URI"]) ?? given(env["MLFLOW_MODEL_URI"]);
  if (uri === undefined)
    throw new GatewayError(
      "invalid_configuration",
      "no model to serve: set MODEL_URI, such as MODEL_URI=models:/iris@champion",
    );
  const host = given(env["HOST"]) ?? "0.0.0.0";
  const port = given(env["PORT"]) ?? "5001";
  await serveModel({
    args: [`--host=${host}`, `--port=${port}`, ...args],
    env,
    uri,
    name: given(env["MODEL_NAME"]),
    mustLoad: false,
  });
}

/** An empty variable counts as none. */
function given(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
