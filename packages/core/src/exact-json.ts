declare global {
  interface JSON {
    /** Of the ECMAScript proposal `JSON.parse` source text access, which TypeScript does not know yet. */
    rawJSON(text: string): unknown;
  }
}

/**
 * A replacer for `JSON.stringify` that writes a bigint as its digits. Doubles as large get an exponent instead, so
 * that `parseExactJson` tells them apart.
 */
export function exactNumbers(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return JSON.rawJSON(String(value));
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    return JSON.rawJSON(value.toExponential());
  return value;
}

/** JSON whose integers beyond what a double holds exactly are bigints. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, revive);
}

function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? "";
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
