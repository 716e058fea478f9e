import { GatewayError, type FetchedModel } from "@switchyard/core";
import type { CompiledModel } from "./runtimes/python-models.ts";
import { runtimeOf } from "./runtimes/runtime-of.ts";
import { WorkerModels } from "./runtimes/worker-models.ts";
import { settingsOf } from "./settings-of.ts";
import { createPythonModels, type StartServableOptions } from "./start-servable.ts";

/**
 * A version's companion, as the gateway would make it, or has made it. Throws `invalid_request` for a model that
 * has a graph of its own, `load_failed` where the model or an interpreter cannot be used.
 */
export async function compile(
  model: FetchedModel,
  options: StartServableOptions,
  signal: AbortSignal,
): Promise<CompiledModel> {
  const { name, version } = model.version;
  if (runtimeOf(model.manifest) === "onnx")
    throw new GatewayError("invalid_request", `${name} ${version} has an ONNX graph already`);
  const { config, events } = options;
  const settings = settingsOf(config, name);
  const onProgress = (step: string): void => events.modelPrepared(model.version, step);
  const models = createPythonModels(options, new WorkerModels(options));
  return await models.compile(model, { settings, onProgress }, signal);
}
