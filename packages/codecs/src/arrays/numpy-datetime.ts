import type { JsonValue } from "../json/json-value.ts";

/** NumPy's and pandas' missing date. */
export const notATime: bigint = -(2n ** 63n);

const iso =
  /^([+-]?\d{1,9})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{0,18}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/;
const nanosecondsPerSecond = 1_000_000_000n;

/** What NumPy's `datetime64[ns]` holds for a value: ISO text or a count; undefined where it raises. */
export function nanosecondsOf(value: JsonValue): bigint | undefined {
  if (typeof value === "bigint") return BigInt.asIntN(64, value) === value ? value : undefined;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "string") return undefined;
  if (value === "" || value.toLowerCase() === "nat") return notATime;
  const date = parseIsoDate(value.trimStart());
  // NumPy lets dates outside 1677–2262 wrap.
  return date && BigInt.asIntN(64, date.nanoseconds);
}

/** A date and time in UTC, and its offset from there in seconds where one was written. */
export interface IsoDate {
  readonly nanoseconds: bigint;
  readonly offset: bigint | undefined;
}

/** An ISO 8601 date, with or without time and offset. */
export function parseIsoDate(text: string): IsoDate | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const days = dayNumber(year, month, day);
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = match[8] === undefined ? undefined : offsetOf(match[8]);
  const seconds = BigInt(days) * 86_400n + BigInt(hour * 3600 + minute * 60 + second) - (offset ?? 0n);
  const fraction = BigInt((match[7] ?? "").padEnd(9, "0").slice(0, 9));
  return { nanoseconds: seconds * nanosecondsPerSecond + fraction, offset };
}

function dayNumber(year: number, month: number, day: number): number | undefined {
  // Years 0 to 99 mean themselves here, not 1900 to 1999; far years exceed what Date can hold.
  const cycle = Math.floor(year / 400);
  const date = new Date(0);
  date.setUTCFullYear(2000 + (year - cycle * 400), month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / 86_400_000 + (cycle - 5) * 146_097;
}

function offsetOf(zone: string): bigint {
  if (zone === "Z") return 0n;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return BigInt(zone.startsWith("-") ? -seconds : seconds);
}
