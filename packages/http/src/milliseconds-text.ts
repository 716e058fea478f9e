const longestMs = 1e12;

/** What stands behind the whole milliseconds, by the microseconds. */
const fractions: readonly string[] = Array.from({ length: 1000 }, (_each, index) =>
  (index / 1000).toString().slice(1),
);

/**
 * Milliseconds to three decimals; whole numbers and their fractions are texts far sooner than numbers with both. What is
 * no time, as a worker may tell it, is none.
 */
export function millisecondsText(ms: number): string {
  const microseconds = ms > 0 && ms < longestMs ? Math.round(ms * 1000) : 0;
  return `${Math.floor(microseconds / 1000)}${fractions[microseconds % 1000]}`;
}
