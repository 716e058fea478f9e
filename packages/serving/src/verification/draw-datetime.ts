import type { Random } from "./random.ts";

const dayMs = 86_400_000;
const firstMs = Date.UTC(2000, 0, 1);
const lastMs = Date.UTC(2030, 0, 1);

/** A time without a zone, as ISO text: up to a year from a known one, of the same length. */
export function drawDatetime(known: readonly string[], random: Random): string {
  const times = known.map((text) => Date.parse(zoned(text))).filter((time) => !Number.isNaN(time));
  const length = known[0]?.length ?? 19;
  const time =
    times.length > 0
      ? random.pick(times) + random.between(-365, 365) * dayMs
      : random.between(firstMs, lastMs);
  return new Date(time).toISOString().slice(0, length > 10 ? 19 : 10);
}

function zoned(text: string): string {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? `${text}Z` : text;
}
