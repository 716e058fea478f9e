import type { Maybe } from "../api/maybe.ts";
import type { Line } from "./line-chart.tsx";

/** What lines show, in words: where each is now, and how high it was. */
export function lineSummary(
  lines: readonly Pick<Line, "label" | "values">[],
  format: (value: Maybe<number>) => string,
): string {
  return lines.map((line) => sentenceOf(line, format)).join(" ");
}

function sentenceOf(
  { label, values }: Pick<Line, "label" | "values">,
  format: (value: Maybe<number>) => string,
): string {
  const known = values.filter((value) => typeof value === "number");
  if (known.length === 0) return `${label}: not known.`;
  return `${label}: ${format(values.at(-1))} now, at most ${format(Math.max(...known))}.`;
}
