import type { ModelDescription, Tensors } from "@switchyard/core";

export interface ScoresOptions {
  readonly labels: readonly string[] | undefined;
  /** Named by the model itself. */
  readonly probabilitiesOutput: string | undefined;
}

/** Which output holds a score per class, seen on the outputs of a first run; undefined for no classifier. */
export function findScores(
  outputs: Tensors,
  { labels, probabilitiesOutput }: ScoresOptions,
): ModelDescription["scores"] {
  if (probabilitiesOutput !== undefined && outputs[probabilitiesOutput])
    return { output: probabilitiesOutput, kind: "probabilities" };
  const found = Object.entries(outputs).find(
    ([, { dtype, shape }]) => isFloat(dtype) && shape.length === 2 && shape[1] === labels?.length,
  );
  if (!found) return undefined;
  const [output, { data }] = found;
  return {
    output,
    kind: areProbabilities(Array.from(data, Number), labels?.length ?? 1) ? "probabilities" : "logits",
  };
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
