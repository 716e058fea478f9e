/** A number as it was written: Python's clients tell `1` from `1.0`. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

const tokens = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const mark = "\u0000number ";

/** Reads JSON as Python writes it, bare `NaN` and infinities included; no number loses a digit. */
export function parsePythonJson(text: string): unknown {
  const plain = text.replaceAll(tokens, (token) =>
    token.startsWith('"') ? token : JSON.stringify(mark + token),
  );
  return JSON.parse(plain, readValue);
}

function readValue(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === "number") return new WrittenNumber(context?.source ?? "");
  if (typeof value === "string" && value.startsWith(mark)) return new WrittenNumber(value.slice(mark.length));
  return value;
}
