import { invalidRequest } from "../faults.ts";
import { rememberNames } from "./names-of.ts";
import { PythonFloat, type JsonValue } from "./json-value.ts";

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const constant = /true|false|null|NaN|-?Infinity/y;
const constants = new Map<string, boolean | number | null>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);
const plain = { configurable: true, enumerable: true, writable: true };
/** JavaScript puts such names in front. */
const movedName = /^(?:0|[1-9]\d*)$/;
const quote = 0x22;
const backslash = 0x5c;

/** Deeper nesting is refused; Python gives up at about a thousand. */
export const deepest = 500;

/**
 * Reads what Python's `json` reads: also NaN and the infinities, and integers of any size exactly. It tells
 * `1.0` from `1`.
 */
export class PythonJsonParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): JsonValue {
    const value = this.#value();
    if (this.#next() !== "") throw this.#fault("the end");
    return value;
  }

  #value(): JsonValue {
    const next = this.#next();
    if (next === "{") return this.#nested(() => this.#object());
    if (next === "[") return this.#nested(() => this.#list());
    if (next === '"') return this.#string();
    constant.lastIndex = this.#at;
    const [word] = constant.exec(this.#text) ?? [];
    if (word === undefined) return this.#number();
    this.#at += word.length;
    return constants.get(word) ?? null;
  }

  #nested<Value>(read: () => Value): Value {
    this.#depth += 1;
    if (this.#depth > deepest) throw tooDeep();
    this.#at += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): JsonValue {
    const object: Record<string, JsonValue> = {};
    const names = new Set<string>();
    let moves = false;
    if (this.#skips("}")) return object;
    do {
      if (this.#next() !== '"') throw this.#fault("a property name in double quotes");
      const key = this.#string();
      if (!this.#skips(":")) throw this.#fault("':'");
      const value = this.#value();
      names.add(key);
      moves ||= movedName.test(key);
      if (key === "__proto__") Object.defineProperty(object, key, { ...plain, value });
      else object[key] = value;
    } while (this.#skips(","));
    if (!this.#skips("}")) throw this.#fault("',' or '}'");
    if (moves) rememberNames(object, names);
    return object;
  }

  #list(): JsonValue {
    const list: JsonValue[] = [];
    if (this.#skips("]")) return list;
    do list.push(this.#value());
    while (this.#skips(","));
    if (!this.#skips("]")) throw this.#fault("',' or ']'");
    return list;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) {
        this.#at = at + 1;
        return escaped ? this.#unescaped(start) : this.#text.slice(start + 1, at);
      }
      if (code < 0x20) break;
      if (code !== backslash) continue;
      escaped = true;
      at += 1;
    }
    throw this.#fault("a complete string without control characters");
  }

  #unescaped(start: number): string {
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      this.#at = start;
      throw this.#fault("a string with valid escapes");
    }
  }

  #number(): JsonValue {
    number.lastIndex = this.#at;
    const [token, fraction, exponent] = number.exec(this.#text) ?? [];
    if (token === undefined) throw this.#fault("a value");
    this.#at += token.length;
    if (fraction === undefined && exponent === undefined) return integerOf(token);
    const value = Number(token);
    return Number.isInteger(value) ? new PythonFloat(value) : value;
  }

  #skips(mark: string): boolean {
    if (this.#next() !== mark) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    for (;;) {
      const next = this.#text.charAt(this.#at);
      if (next !== " " && next !== "\n" && next !== "\r" && next !== "\t") return next;
      this.#at += 1;
    }
  }

  #fault(expected: string): Error {
    return invalidRequest(
      `Ensure that input is a valid JSON formatted string: expected ${expected} at character ${this.#at}`,
    );
  }
}

export function tooDeep(): Error {
  return invalidRequest(
    `Ensure that input is a valid JSON formatted string: it is nested more than ${deepest} levels deep`,
  );
}

function integerOf(token: string): number | bigint {
  const value = Number(token);
  // There is no integer -0.
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  // BigInt takes quadratic time; Python refuses more than 4300 digits.
  if (token.length > 4301) throw invalidRequest("an integer of more than 4300 digits cannot be read");
  return BigInt(token);
}
