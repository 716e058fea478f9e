import { GatewayError } from "@switchyard/core";
import type { ConfigSources } from "./config/load-config.ts";
import { modelServerSettings } from "./config/model-server-variables.ts";
import { serveModel } from "./serve-model.ts";

/**
 * The stand-alone server of one model, told by the environment: `modelServerVariables` lists what it reads. The
 * gateway's flags and variables count beside these, its flags above them. A model that cannot be loaded is tried on.
 * Throws `invalid_configuration`.
 */
export async function runModelServer(sources: ConfigSources): Promise<void> {
  const { own, env } = modelServerSettings(sources.env);
  if (own.model === undefined)
    throw new GatewayError(
      "invalid_configuration",
      "no model to serve: set MODEL_URI, such as MODEL_URI=models:/iris@champion",
    );
  const usual = [
    ...(own.host === undefined ? ["--host=0.0.0.0"] : []),
    ...(own.port === undefined ? ["--port=5001"] : []),
  ];
  await serveModel({
    args: [...usual, ...sources.args],
    env,
    variables: { host: "HOST", port: "PORT" },
    uri: own.model,
    name: own.name,
    mustLoad: false,
  });
}
