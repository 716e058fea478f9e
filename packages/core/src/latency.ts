/** Upper bounds, in milliseconds, of the classes that durations are counted in; the last one takes all others. */
export const latencyBoundsMs: readonly number[] = [
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  1.5,
  2,
  3,
  4,
  5,
  7.5,
  10,
  15,
  20,
  30,
  50,
  75,
  100,
  150,
  200,
  300,
  500,
  750,
  1000,
  2000,
  5000,
  10_000,
  Infinity,
];

/** Upper bounds of the classes that the rows of a run are counted in. */
export const runRowsBounds: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096, Infinity];

/** No answers yet, one count for each bound. */
export function emptyLatencies(): number[] {
  return latencyBoundsMs.map(() => 0);
}

/** The bound below which this share of the answers lies, in milliseconds; nothing without answers. */
export function percentileMs(latencies: readonly number[], share: number): number | undefined {
  const total = latencies.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let below = 0;
  for (const [index, count] of latencies.entries()) {
    below += count;
    if (below >= share * total) return latencyBoundsMs[index];
  }
  return Infinity;
}
