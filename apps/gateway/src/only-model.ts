import { GatewayError, type ServedModels } from "@switchyard/core";

/** One of the served models, as if there were no other. */
export function onlyModel(models: ServedModels, model: string): ServedModels {
  const checked = (name: string): string => {
    if (name === model) return name;
    throw new GatewayError("model_not_found", `no model ${name} here; this port is ${model}'s own`);
  };
  return {
    names: () => [model],
    status: (name) => models.status(checked(name)),
    acquire: (ref) => {
      checked(ref.name);
      return models.acquire(ref);
    },
  };
}
