import { decodeText } from "./decode-text.ts";
import { type JsonValue } from "./json-value.ts";
import { deepest, PythonJsonParser, tooDeep } from "./python-json-parser.ts";

const longInteger = /(?<![.\d])\d{16}/;
const wholeFloat = /\.0|\d[eE]/;
const movedName = /"\d+"\s*:/;

/**
 * The value of a JSON body as Python's `json` reads it. Only an exact reading tells the float `1.0` from the
 * integer `1`; what Python alone accepts is always accepted.
 */
export function readJson(body: Uint8Array, { exact }: { readonly exact: boolean }): JsonValue {
  const text = decodeText(body);
  if (longInteger.test(text) || (exact && isWrittenOddly(text)) || hasIntegerMinusZero(text))
    return new PythonJsonParser(text).parse();
  const value = parseOrdinary(text);
  return value === undefined ? new PythonJsonParser(text).parse() : value;
}

/** Whether `JSON.parse` would lose that a number is a float, or the order of names. */
function isWrittenOddly(text: string): boolean {
  return wholeFloat.test(text) || movedName.test(text);
}

/** Python has no integer -0, where JavaScript reads the same as of `-0.0`. */
function hasIntegerMinusZero(text: string): boolean {
  return text.includes("-0") && /-0(?![.\deE])/.test(text);
}

function parseOrdinary(text: string): JsonValue | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (text.length > 2 * deepest && isDeep(text)) throw tooDeep();
  return value;
}

/** Whether well-formed JSON nests too deep for functions that call themselves. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at);
    if (mark === 0x22) at = endOfString(text, at);
    else if (mark === 0x5b || mark === 0x7b) depth += 1;
    else if (mark === 0x5d || mark === 0x7d) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (backslashesBefore(text, at) % 2 === 1) at = text.indexOf('"', at + 1);
  return at;
}

function backslashesBefore(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at - 1) === 0x5c) at -= 1;
  return end - at;
}
