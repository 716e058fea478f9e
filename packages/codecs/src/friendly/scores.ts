import type { ModelAnswer, ModelDescription } from "@switchyard/core";

/** The classes of a model and how probable each is for one row. */
export interface Scores {
  readonly labels: readonly string[];
  readonly probabilities: readonly number[];
}

/** Reads the scores of a row, or nothing for a model that has none. */
export type ScoresOf = (row: number) => Scores | undefined;

/** How to find the scores of a model's answer; logits go through a softmax. */
export function scoresIn({ outputs }: ModelAnswer, { scores, labels }: ModelDescription): ScoresOf {
  const tensor = scores && outputs[scores.output];
  if (scores === undefined || tensor === undefined || tensor.dtype === "string") return () => undefined;
  const [rows = 1] = tensor.shape;
  const width = tensor.data.length / Math.max(rows, 1);
  const names = Array.from({ length: width }, (_, index) => labels?.[index] ?? String(index));
  return (row) => {
    const values = Array.from(tensor.data.slice(row * width, (row + 1) * width), Number);
    return { labels: names, probabilities: scores.kind === "logits" ? softmax(values) : values };
  };
}

/** Where the largest value stands. */
export function indexOfLargest(values: readonly number[]): number {
  let largest = 0;
  for (const [index, value] of values.entries()) if (value > (values[largest] ?? value)) largest = index;
  return largest;
}

function softmax(logits: readonly number[]): readonly number[] {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
