import type { Distribution } from "@switchyard/core";

/** The same values in fewer classes: those whose bounds are in both, and one of all others. */
export function coarser(
  { counts, sum }: Distribution,
  bounds: readonly number[],
  wanted: readonly number[],
): Distribution {
  const kept = wanted.map(() => 0);
  for (const [index, count] of counts.entries()) {
    const at = wanted.findIndex((bound) => (bounds[index] ?? Infinity) <= bound);
    kept[at] = (kept[at] ?? 0) + count;
  }
  return { counts: kept, sum };
}
