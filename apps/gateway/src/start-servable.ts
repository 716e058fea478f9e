import type { StartServable } from "@switchyard/core";
import { compilationOf, Companions } from "./companions/companions.ts";
import { suppliedCompanion } from "./companions/supplied-companion.ts";
import { Interpreters } from "./runtimes/interpreters.ts";
import { PythonModels } from "./runtimes/python-models.ts";
import { runtimeOf } from "./runtimes/runtime-of.ts";
import { WorkerModels, type WorkerModelsOptions } from "./runtimes/worker-models.ts";
import { settingsOf } from "./settings-of.ts";

export type StartServableOptions = WorkerModelsOptions;

/** Starts versions in the runtime that their files ask for. */
export function createStartServable(options: StartServableOptions): StartServable {
  const { config, events } = options;
  const workers = new WorkerModels(options);
  const python = createPythonModels(options, workers);
  return async (model, signal) => {
    const settings = settingsOf(config, model.version.name);
    const onProgress = (step: string): void => events.modelPrepared(model.version, step);
    if (settings.runtime === "python" || runtimeOf(model.manifest) === "python")
      return await python.start(model, { settings, onProgress }, signal);
    const supplied = await suppliedCompanion(model);
    if (supplied.kind === "changed")
      return await python.startDoubtful(model, { settings, onProgress }, signal);
    const compilation = supplied.kind === "proven" ? compilationOf(supplied.record) : undefined;
    return await workers.native(model, { compilation }, signal);
  };
}

/** Serves and compiles what only Python can load. */
export function createPythonModels(
  { cacheDirectory, env }: StartServableOptions,
  workers: WorkerModels,
): PythonModels {
  const companions = new Companions({ cacheDirectory, env, workers });
  const interpreters = new Interpreters({ cacheDirectory, env });
  return new PythonModels({ env, workers, interpreters, companions });
}
