import { floatOfText } from "../arrays/python-number.ts";

/** What pandas reads as a missing value. */
const missing: ReadonlySet<string> = new Set(
  "|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null".split(
    "|",
  ),
);
const integer = /^[+-]?\d{1,4300}$/;

/** Whether a cell counts as no value. */
export function isMissing(cell: string): boolean {
  return missing.has(cell);
}

/** The number in a cell, exact where it is an integer. */
export function csvNumber(cell: string): number | bigint | undefined {
  const text = cell.trim();
  if (integer.test(text)) return BigInt(text.replace("+", ""));
  // Blanks may stand around digits, not around words such as `inf`.
  if (text.includes("_") || (text !== cell && /[a-df-z]/i.test(text))) return undefined;
  const float = floatOfText(text);
  return float === undefined || Number.isNaN(float) ? undefined : float;
}

/** The truth value in a cell, in any case of letters. */
export function csvBoolean(cell: string): boolean | undefined {
  const text = cell.toLowerCase();
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}
