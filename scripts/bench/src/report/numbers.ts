import type { Spread } from "./spread.ts";

/** A number with as many digits as tell something. */
export function shown(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3);
}

/** The median, and the least and the most where there were several. */
export function shownSpread(spread: Spread | undefined): string {
  if (!spread) return "–";
  const { median, least, most } = spread;
  return least === most ? shown(median) : `${shown(median)} (${shown(least)}–${shown(most)})`;
}
