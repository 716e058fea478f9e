import type { ModelLine } from "../api/model-line.ts";

/** The models in which every word of the filter occurs: in the name, an alias, the flavor, the task or the state. */
export function filterModels(models: readonly ModelLine[], filter: string): readonly ModelLine[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    const text = textOf(model);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, aliases, flavor, runtime, task, status, stage }: ModelLine): string {
  return [name, ...(aliases ?? []), flavor, runtime, task, status, stage].join(" ").toLowerCase();
}
