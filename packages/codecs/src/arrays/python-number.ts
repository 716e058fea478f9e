import { isJsonList, isJsonObject, PythonFloat, type JsonValue } from "../json/json-value.ts";

const decimal = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?$/i;
const integer = /^[+-]?\d[\d_]*$/;
const misplacedUnderscore = /(?:^|[^\d])_|_(?:[^\d]|$)/;
const special = /^([+-]?)(?:(nan)|inf|infinity)$/i;

/** Python's `float()` of a text; undefined where it raises. */
export function floatOfText(text: string): number | undefined {
  const trimmed = asciiDigits(text.trim());
  if (decimal.test(trimmed) && !misplacedUnderscore.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const [match, sign, nan] = special.exec(trimmed) ?? [];
  if (match === undefined) return undefined;
  if (nan !== undefined) return Number.NaN;
  return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Python's `int()` of a text; undefined where it raises. */
export function integerOfText(text: string): bigint | undefined {
  const trimmed = asciiDigits(text.trim());
  if (!integer.test(trimmed) || misplacedUnderscore.test(trimmed) || trimmed.length > 4301) return undefined;
  return BigInt(trimmed.replaceAll("_", "").replace("+", ""));
}

/** Python reads the decimal digits of every script. */
function asciiDigits(text: string): string {
  if (/^[\0-\u007f]*$/.test(text)) return text;
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script side by side, from 0 to 9; scripts may be neighbours. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

/** What NumPy stores for a value in an array of floats; undefined where it raises. */
export function floatOf(value: JsonValue): number | undefined {
  if (typeof value === "number") return value;
  if (value === null) return Number.NaN;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return floatOfText(value);
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === "bigint") return finite(Number(value));
  return undefined;
}

/** Python's `int()` of a value, exact; undefined where it raises. */
export function integerOf(value: JsonValue): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "string") return integerOfText(value);
  if (value instanceof PythonFloat) return BigInt(value.value);
  return undefined;
}

/** Python's `bool()` of a value. */
export function truthOf(value: JsonValue): boolean {
  if (value instanceof PythonFloat) return value.value !== 0;
  if (typeof value === "number") return value !== 0;
  if (isJsonList(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
