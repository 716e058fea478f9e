/** Reads JSON as Python writes it: bare `NaN` and `Infinity`, and integers of any size. */
export function parsePythonJson(text: string): unknown {
  const quoted = text.replaceAll(token, (match) => (match.startsWith('"') ? match : `{"$float":"${match}"}`));
  return JSON.parse(quoted, revive);
}

/** Strings, so that a word inside one is let be, and the words that JSON does not know. */
const token = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === "number") return exact(value, context?.source);
  if (typeof value !== "object" || value === null || !("$float" in value)) return value;
  return Number(value.$float);
}

function exact(value: number, source: string | undefined): number | bigint {
  const isLost = source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value);
  return isLost ? BigInt(source) : value;
}
