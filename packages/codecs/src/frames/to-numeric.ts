import { NumpyArray } from "@switchyard/core";
import { PythonFloat } from "../json/json-value.ts";

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const infinite = /^([+-]?)inf(?:inity)?$/i;

/** What `pandas.to_numeric` makes of Python objects; undefined where it raises. */
export function toNumeric(values: readonly unknown[]): Float64Array | undefined {
  const floats = values.flatMap((value) => floatOf(value) ?? []);
  return floats.length === values.length ? Float64Array.from(floats) : undefined;
}

function floatOf(value: unknown): number | undefined {
  if (value === null) return Number.NaN;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return Number(value);
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === "string") return numericText(value);
  if (value instanceof NumpyArray) return value.array.shape[0] === 0 ? Number.NaN : undefined;
  return isEmpty(value) ? Number.NaN : undefined;
}

/** What `pandas.to_numeric` makes of a text, an empty one being a gap; undefined where it raises. */
export function numericText(given: string): number | undefined {
  const text = given.trim();
  if (text === "") return Number.NaN;
  const [match, sign] = infinite.exec(text) ?? [];
  if (match !== undefined) return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return number.test(text) ? Number(text) : undefined;
}

/** Pandas takes whatever has no length for a gap. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
