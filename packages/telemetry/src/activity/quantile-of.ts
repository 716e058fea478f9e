/**
 * The value below which this share of what was counted lies, taken to be spread evenly within its class; nothing
 * where nothing was counted. What lies above the last finite bound is taken for that bound.
 */
export function quantileOf(
  bounds: readonly number[],
  counts: readonly number[],
  share: number,
): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return undefined;
  const rank = share * total;
  let below = 0;
  for (const [index, count] of counts.entries()) {
    const from = bounds[index - 1] ?? 0;
    const to = bounds[index] ?? Infinity;
    if (count > 0 && below + count >= rank)
      return Number.isFinite(to) ? from + ((to - from) * (rank - below)) / count : from;
    below += count;
  }
  return undefined;
}
