import { parseModelUri, splitSubPath } from "@switchyard/core";
import type { Config, TrainSettings } from "../config/config.ts";
import { createCheckParameters, type CheckParameters } from "./parameters.ts";
import { trainingEnvironment } from "./training-environment.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** All that is needed to train a model. */
export interface TrainedModel {
  readonly settings: TrainSettings;
  /** Its name in the registry. */
  readonly registeredName: string;
  readonly env: Environment;
  readonly check: CheckParameters;
}

/** The models of a configuration that have a training command, by the names under which they are served. */
export function trainedModels(config: Config, env: Environment): ReadonlyMap<string, TrainedModel> {
  const all = Object.entries(config.models).flatMap(([name, { uri, train: settings }]) => {
    if (!settings) return [];
    const registeredName = registeredNameOf(uri) ?? name;
    const trained = {
      settings,
      registeredName,
      env: trainingEnvironment({ config, env, modelName: registeredName }),
      check: createCheckParameters(settings.parameters),
    };
    return [[name, trained] as const];
  });
  return new Map(all);
}

function registeredNameOf(text: string): string | undefined {
  try {
    const uri = parseModelUri(splitSubPath(text).uri);
    return "name" in uri ? uri.name : undefined;
  } catch {
    // What is wrong with the URI is told where it is resolved.
    return undefined;
  }
}
