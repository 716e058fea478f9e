/** A float whose value is whole, such as `1.0`: Python tells it from the integer `1`. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** The float as an element among objects: only whole ones need the mark. */
  static of(value: number): number | PythonFloat {
    return Number.isInteger(value) ? new PythonFloat(value) : value;
  }
}

/** A double as Python prints it: `1.0`, `1e-07`, `1e+16`, `nan`. */
export function floatRepr(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size !== 0)) return exponential(value);
  if (!Number.isInteger(value)) return String(value);
  return Object.is(value, -0) ? "-0.0" : `${value}.0`;
}

/** What Python's `str()` makes of a value that JSON, or an array of objects, can hold. */
export function pythonText(value: unknown): string {
  return typeof value === "string" ? value : representation(value);
}

/** JavaScript and Python agree on the shortest digits, not on how many an exponent has. */
function exponential(value: number): string {
  const [digits, exponent = ""] = value.toExponential().split("e");
  return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, "0")}`;
}

function representation(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? integerText(value) : floatRepr(value);
  if (typeof value === "string") return quoted(value);
  if (value instanceof PythonFloat) return floatRepr(value.value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (Array.isArray(value)) return `[${value.map(representation).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `${quoted(key)}: ${representation(each)}`);
  return `{${entries.join(", ")}}`;
}

function bytesText(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join("");
  const mark = characters.includes("'") && !characters.includes('"') ? '"' : "'";
  // oxlint-disable-next-line no-control-regex -- all but printable ASCII is escaped
  const escaped = characters
    .replaceAll(/[\\\u0000-\u001f\u007f-\u00ff]/g, escapeOf)
    .replaceAll(mark, `\\${mark}`);
  return `b${mark}${escaped}${mark}`;
}

function integerText(value: number): string {
  return String(BigInt(value));
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\p{C}\p{Zl}\p{Zp}]/gu, escapeOf).replaceAll(mark, `\\${mark}`);
  return mark + escaped + mark;
}

function escapeOf(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

const shortEscapes = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);
