import type { Maybe } from "../api/maybe.ts";

const unknown = "–";
const grouped = new Intl.NumberFormat("en");

/** A number short enough for a column: about three digits, thousands as k and M; a dash for what is not known. */
export function formatCount(value: Maybe<number>): string {
  if (value === null || value === undefined) return unknown;
  if (value === 0) return "0";
  if (value >= 999_500) return `${threeDigits(value / 1e6)}M`;
  if (value >= 9_995) return `${threeDigits(value / 1e3)}k`;
  if (value >= 100) return grouped.format(Math.round(value));
  return value < 0.01 ? "<0.01" : threeDigits(value);
}

/** A duration given in milliseconds, in the unit that suits it. */
export function formatMs(value: Maybe<number>): string {
  if (value === null || value === undefined) return unknown;
  if (value === 0) return "0 ms";
  if (value < 1) return `${grouped.format(Math.round(value * 1000))} µs`;
  if (value < 999.5) return `${threeDigits(value)} ms`;
  if (value < 59_950) return `${threeDigits(value / 1000)} s`;
  return `${Math.round(value / 60_000)} min`;
}

/** Bytes in MiB and GiB, which is what memory is counted in. */
export function formatBytes(value: Maybe<number>): string {
  if (value === null || value === undefined) return unknown;
  if (value >= 1024 ** 3) return `${threeDigits(value / 1024 ** 3)} GiB`;
  return `${threeDigits(value / 1024 ** 2)} MiB`;
}

/** A share between 0 and 1 as a percentage. */
export function formatShare(value: number): string {
  const percent = value * 100;
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${percent.toFixed(1)} %`;
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
