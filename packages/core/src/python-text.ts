import { numpyFloats } from "./numpy-floats.ts";
import { numpyRows, printedOf } from "./numpy-rows.ts";
import { NumpyArray, NumpyScalar } from "./numpy-values.ts";

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

/** A double with an exponent as Python prints it: JavaScript agrees on the digits, not on how many an exponent has. */
export function exponential(value: number): string {
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
  if (value instanceof NumpyScalar) return scalarText(value);
  if (value instanceof NumpyArray) return arrayText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (Array.isArray(value)) return `[${value.map(representation).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `${quoted(key)}: ${representation(each)}`);
  return `{${entries.join(", ")}}`;
}

function scalarText({ dtype, value }: NumpyScalar): string {
  if (dtype === "bool") return value === true ? "np.True_" : "np.False_";
  return `np.${dtype}(${typeof value === "number" ? floatRepr(value) : String(value)})`;
}

function arrayText({ array: { data, dtype, shape } }: NumpyArray): string {
  const all: readonly unknown[] = dtype === "bool" ? Array.from(data, Boolean) : [...data];
  const [first] = all;
  const floats = dtype.startsWith("float");
  if (shape.length === 0) return pythonText(floats ? PythonFloat.of(Number(first)) : first);
  if (all.length === 0) return "[]";
  const { elements, ...layout } = printedOf(all, shape);
  return numpyRows(floats ? numpyFloats(elements.map(Number)) : wordsOf(elements), layout);
}

/** Numbers and truth values are aligned, texts and other objects are not. */
function wordsOf(elements: readonly unknown[]): readonly string[] {
  const words = elements.map(representation);
  if (elements.every((each) => typeof each === "boolean")) return words.map((word) => word.padStart(5));
  if (!elements.every((each) => typeof each === "bigint" || typeof each === "number")) return words;
  const width = words.reduce((widest, word) => Math.max(widest, word.length), 0);
  return words.map((word) => word.padStart(width));
}

function bytesText(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join("");
  const mark = characters.includes("'") && !characters.includes('"') ? '"' : "'";
  return `b${mark}${characters.replaceAll(unprintable, escapeOf).replaceAll(mark, `\\${mark}`)}${mark}`;
}

// oxlint-disable-next-line no-control-regex -- all but printable ASCII is escaped
const unprintable = /[\\\u0000-\u001f\u007f-\u00ff]/g;

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
