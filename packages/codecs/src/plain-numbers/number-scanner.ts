import { divideExactly, powersOfTen } from "./divide-exactly.ts";

const colon = 0x3a;
const zero = 0x30;
const point = 0x2e;
const minus = 0x2d;
const plus = 0x2b;
const exponentMark = 0x65;
/** The bit in which a capital letter differs. */
const capital = 0x20;

/** As many digits as make an integer that a double holds, whichever they are. */
const exactDigits = 15;
const largestExact = 10 ** exactDigits;
/** As many digits as make a small integer. */
const headDigits = 9;
const mostDigits = 2 * headDigits;

/** Reads the marks, names and numbers of a JSON text without making values of what lies between them. */
export class NumberScanner {
  /** Whether the last number was written as an integer. */
  isWhole = false;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes it has gone past. */
  get offset(): number {
    return this.#at;
  }

  /** Whether nothing is left but white space. */
  isAtEnd(): boolean {
    this.#next();
    return this.#at >= this.#bytes.length;
  }

  /** Goes past this mark, if it is what comes next. */
  takes(mark: number): boolean {
    if (this.#next() !== mark) return false;
    this.#at += 1;
    return true;
  }

  /** Goes past these bytes, such as a name in its quotes, if they are what comes next. */
  takesAll(expected: Uint8Array): boolean {
    if (this.#next() !== expected[0]) return false;
    const start = this.#at;
    for (let at = 1; at < expected.length; at += 1)
      if (this.#bytes[start + at] !== expected[at]) return false;
    this.#at = start + expected.length;
    return true;
  }

  /** Goes past a property's name in its quotes and the colon, if both come next. */
  takesKey(key: Uint8Array): boolean {
    const start = this.#at;
    if (this.takesAll(key) && this.takes(colon)) return true;
    this.#at = start;
    return false;
  }

  /** The number that comes next, to the last bit; NaN where there is none, or one that Python holds otherwise. */
  number(): number {
    const negative = this.#next() === minus;
    const start = this.#at;
    const first = negative ? start + 1 : start;
    const bytes = this.#bytes;
    // The digits are gathered here, in two small integers: a call or a field for each would take most of the time.
    let at = first;
    let fraction = 0;
    let digits = 0;
    let head = 0;
    let tail = 0;
    for (; ; at += 1) {
      const byte = bytes[at] ?? 0;
      const digit = byte - zero;
      if (digit >= 0 && digit <= 9) {
        if (digits < headDigits) head = (Math.imul(head, 10) + digit) | 0;
        else tail = (Math.imul(tail, 10) + digit) | 0;
        if (head !== 0) digits += 1;
      } else if (byte === point && fraction === 0) fraction = at + 1;
      else break;
    }
    const length = (fraction === 0 ? at : fraction - 1) - first;
    if (length < 1 || (length > 1 && bytes[first] === zero) || at === fraction) return Number.NaN;
    this.#at = at;
    const exponent = ((bytes[at] ?? 0) | capital) === exponentMark ? this.#exponent() : undefined;
    this.isWhole = fraction === 0 && exponent === undefined;
    // Python has no integer -0, and holds integers of any size.
    if (this.isWhole && (digits > exactDigits || (negative && head === 0))) return Number.NaN;
    const power = (exponent ?? 0) - (fraction === 0 ? 0 : at - fraction);
    const large = digits > headDigits ? head * (powersOfTen[digits - headDigits] ?? Number.NaN) : head;
    const size = digits > mostDigits ? Number.NaN : scaled(large, tail, power);
    if (Number.isNaN(size)) return this.#slowly(start);
    return negative ? -size : size;
  }

  /** The first byte that is no white space; 0 at the end. */
  #next(): number {
    for (;;) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return byte;
      this.#at += 1;
    }
  }

  /** What stands behind the `e`; NaN where that is no integer, or a long one. */
  #exponent(): number {
    this.#at += 1;
    const sign = this.#bytes[this.#at];
    if (sign === minus || sign === plus) this.#at += 1;
    const start = this.#at;
    let exponent = 0;
    for (;;) {
      const digit = (this.#bytes[this.#at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      exponent = exponent * 10 + digit;
      this.#at += 1;
    }
    if (this.#at === start || exponent > 1000) return Number.NaN;
    return sign === minus ? -exponent : exponent;
  }

  /** The number as JavaScript reads its text. */
  #slowly(start: number): number {
    const value = Number(this.#bytes.toString("latin1", start, this.#at));
    return Number.isFinite(value) ? value : Number.NaN;
  }
}

/** `(large + small)` times a power of ten where doubles tell it for sure; else NaN. */
function scaled(large: number, small: number, power: number): number {
  const factor = powersOfTen[Math.abs(power)] ?? Number.NaN;
  if (large < largestExact) return power < 0 ? (large + small) / factor : (large + small) * factor;
  return power < 0 ? divideExactly(large, small, factor) : Number.NaN;
}
