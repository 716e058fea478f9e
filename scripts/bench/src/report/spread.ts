/** The middle of what several rounds gave, and how far they were apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Nothing of nothing. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = values.filter((each) => Number.isFinite(each)).toSorted((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  return { median: middle(sorted), least, most };
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const [below = 0, above = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (below + above) / 2;
}
