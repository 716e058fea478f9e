import type { ModelDescription, ScoreClasses, Tensors } from "@switchyard/core";

export interface ScoresOptions {
  readonly labels: readonly string[] | undefined;
  /** Named by the model itself. */
  readonly probabilitiesOutput: string | undefined;
  /** By the names of outputs: the classes whose scores they hold. */
  readonly classes: ReadonlyMap<string, ScoreClasses>;
}

/** Which output holds a score per class, seen on the outputs of a first run; undefined for no classifier. */
export function findScores(
  outputs: Tensors,
  { labels, probabilitiesOutput, classes }: ScoresOptions,
): ModelDescription["scores"] {
  if (probabilitiesOutput !== undefined && outputs[probabilitiesOutput])
    return { output: probabilitiesOutput, kind: "probabilities" };
  const found = Object.entries(outputs).find(
    ([name, { dtype, shape }]) =>
      (classes.size === 0 || classes.has(name)) &&
      isFloat(dtype) &&
      shape.length === 2 &&
      shape[1] === labels?.length,
  );
  if (!found) return undefined;
  const [output, { data }] = found;
  const kind = areProbabilities(Array.from(data, Number), labels?.length ?? 1) ? "probabilities" : "logits";
  const label = classes.has(output) ? labelIn(outputs) : undefined;
  return label === undefined ? { output, kind } : { output, kind, label };
}

/** The output beside scores by class that holds the class: the only one of texts or whole numbers. */
function labelIn(outputs: Tensors): string | undefined {
  const candidates = Object.entries(outputs).filter(
    ([, { dtype, shape }]) => shape.length === 1 && (dtype === "int64" || dtype === "string"),
  );
  return candidates.length === 1 ? candidates[0]?.[0] : undefined;
}

function isFloat(dtype: string): boolean {
  return dtype.startsWith("float");
}

/** Whether every row lies between 0 and 1 and adds up to 1. */
function areProbabilities(values: readonly number[], classes: number): boolean {
  if (values.some((value) => !(value >= 0 && value <= 1))) return false;
  const rows = values.length / classes;
  return Array.from({ length: rows }, (_, row) => values.slice(row * classes, (row + 1) * classes)).every(
    (row) => Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-3,
  );
}
