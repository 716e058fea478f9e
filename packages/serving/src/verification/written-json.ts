/** A number as it was written: `1` is no `1.0`, and no digit is lost. `NaN` and infinities are numbers too. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text);
  }

  get value(): number {
    return Number(this.text);
  }
}

/** Reads JSON as Python writes it, bare `NaN` and infinities included; throws a SyntaxError. */
export function parseWritten(text: string): unknown {
  const plain = text.replaceAll(tokens, (token) =>
    token.startsWith('"') ? token : JSON.stringify(mark + token),
  );
  return JSON.parse(plain, readValue);
}

/** The JSON text of what `parseWritten` gave. */
export function writtenText(value: unknown): string {
  if (value instanceof WrittenNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writtenText).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}:${writtenText(each)}`)
    .join(",")}}`;
}

/** Whether a value of JSON is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  );
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
const mark = "\u0000number ";

function readValue(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === "number") return new WrittenNumber(context?.source ?? "");
  if (typeof value === "string" && value.startsWith(mark)) return new WrittenNumber(value.slice(mark.length));
  return value;
}
