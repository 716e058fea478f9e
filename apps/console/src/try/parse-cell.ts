import type { Field } from "./field.ts";

/** The value of a field; `undefined` where it is left out. */
export type Cell =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly fault: string; readonly isMissing?: boolean };

/** Reads what was typed into a field, or says what was expected. */
export function parseCell({ type, typeName, required }: Field, text: string): Cell {
  const isText = type === "text";
  if (text === "" && !required) return { value: undefined };
  if (isText) return { value: text };
  const typed = text.trim();
  if (typed === "") return { fault: `expected ${wordOf(typeName)}`, isMissing: true };
  const value = parsers[type](typed);
  return value === undefined ? { fault: `expected ${wordOf(typeName)}, found “${typed}”` } : { value };
}

const parsers: Readonly<Record<Exclude<Field["type"], "text">, (typed: string) => unknown>> = {
  number: (typed) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed) ? Number(typed) : undefined),
  // Beyond these a browser's numbers are not exact; the JSON form sends what was typed.
  integer: (typed) =>
    /^[+-]?\d+$/.test(typed) && Number.isSafeInteger(Number(typed)) ? Number(typed) : undefined,
  boolean: (typed) => ({ true: true, false: false })[typed],
  json: parseJson,
};

function parseJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return undefined;
  }
}

function wordOf(typeName: string): string {
  if (/^(u?int|long|integer)/.test(typeName)) return `a whole number (${typeName})`;
  return /^(float|double|number)/.test(typeName) ? `a number (${typeName})` : typeName;
}
