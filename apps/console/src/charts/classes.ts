import type { Bar } from "./bar-chart.tsx";

/** A class up to a bound; the last takes all above, and has none. */
export interface CountedClass {
  readonly bound: number | undefined;
  readonly count: number;
}

const mostBars = 9;

/** The classes that hold something and those between them; neighbours share a bar where there are too many. */
export function barsOf(classes: readonly CountedClass[], label: ClassLabel): readonly Bar[] {
  const first = classes.findIndex(({ count }) => count > 0);
  if (first < 0) return [];
  const last = classes.findLastIndex(({ count }) => count > 0);
  const held = classes.slice(first, last + 1);
  const size = Math.ceil(held.length / mostBars);
  return Array.from({ length: Math.ceil(held.length / size) }, (_, index) => {
    const group = held.slice(index * size, (index + 1) * size);
    const below = classes[first + index * size - 1]?.bound;
    return { label: label(below, group.at(-1)?.bound), count: sumOf(group) };
  });
}

/** What is called how: all above the one bound, up to the other. */
export type ClassLabel = (above: number | undefined, upTo: number | undefined) => string;

/** Classes of whole numbers: `1`, `3–4`, `5 or more`. */
export function countLabel(above = 0, upTo?: number): string {
  if (upTo === undefined) return `${above + 1} or more`;
  return above + 1 >= upTo ? String(upTo) : `${above + 1}–${upTo}`;
}

/** Classes of measures: `≤ 5 ms`, `> 5 ms`. */
export function measureLabel(format: (value: number) => string): ClassLabel {
  return (above, upTo) => (upTo === undefined ? `> ${format(above ?? 0)}` : `≤ ${format(upTo)}`);
}

function sumOf(classes: readonly CountedClass[]): number {
  return classes.reduce((sum, { count }) => sum + count, 0);
}
