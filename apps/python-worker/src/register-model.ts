import { GatewayError, type FetchedModel } from "@switchyard/core";
import { z } from "zod";
import { pythonCommand, type Environment } from "./python-command.ts";
import { runLines } from "./run-lines.ts";

const registered = z.object({ version: z.string() });

export interface RegisterOptions {
  /** Has MLflow. */
  readonly interpreter: string;
  /** MLflow's own variables say where the registry is, and how to get in. */
  readonly env: Environment;
}

/** Registers a model with its companion as the next version of its registered model, and says its number. */
export async function registerModel(
  { directory, version: { registeredName, version } }: FetchedModel,
  { interpreter, env }: RegisterOptions,
  signal: AbortSignal,
): Promise<string> {
  if (registeredName === undefined)
    throw new GatewayError("invalid_request", "only a version of a registered model can be registered anew");
  const args = ["--directory", directory, "--name", registeredName, "--version", version];
  const command = pythonCommand(interpreter, ["switchyard_register", ...args], env);
  let said = "";
  const ended = await runLines(
    { ...command, env: { ...command.env, ...credentialsOf(env) } },
    { signal, onLine: (line) => (said = line) },
  );
  if (ended.code === 0) return registered.parse(JSON.parse(said)).version;
  throw new GatewayError("registry_unavailable", `registering ended with ${ended.code}: ${ended.complaint}`);
}

/** What models must not see, this program needs. */
function credentialsOf(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("MLFLOW_TRACKING_")));
}
