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
    const isNegative = this.#next() === minus;
    const first = isNegative ? this.#at + 1 : this.#at;
    const bytes = this.#bytes;
    // Most have few digits, which a small integer gathers here: a call or a field for each would take most of the time.
    let end = first + headDigits;
    let at = first;
    let head = 0;
    let digit = (bytes[at] ?? 0) - zero;
    for (; isDigit(digit) && at < end; digit = (bytes[at] ?? 0) - zero) {
      head = (Math.imul(head, 10) + digit) | 0;
      at += 1;
    }
    if (at === first || (at > first + 1 && bytes[first] === zero)) return Number.NaN;
    let fraction = 0;
    if (digit === point - zero) {
      at += 1;
      fraction = at;
      if (head === 0) while (bytes[at] === zero) at += 1;
      end = head === 0 ? at + headDigits : end + 1;
      for (digit = (bytes[at] ?? 0) - zero; isDigit(digit) && at < end; digit = (bytes[at] ?? 0) - zero) {
        head = (Math.imul(head, 10) + digit) | 0;
        at += 1;
      }
    }
    this.#at = at;
    this.isWhole = fraction === 0;
    const isLong = isDigit(digit) || isExponentMark(digit);
    // Python has no integer -0.
    if (!isLong && (at === fraction || (this.isWhole && isNegative && head === 0))) return Number.NaN;
    let size = isLong
      ? this.#long(head, fraction)
      : head / (powersOfTen[this.isWhole ? 0 : at - fraction] ?? Number.NaN);
    if (Number.isNaN(size)) size = this.#slowly(first);
    return isNegative ? -size : size;
  }

  /** What a number is that goes on behind its first digits; NaN where doubles do not tell it for sure. */
  #long(head: number, from: number): number {
    const bytes = this.#bytes;
    const first = this.#at;
    let end = first + headDigits;
    let fraction = from;
    let at = first;
    let tail = 0;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (isDigit(byte - zero)) {
        if (at < end) tail = (Math.imul(tail, 10) + byte - zero) | 0;
      } else if (byte === point && fraction === 0) {
        fraction = at + 1;
        end += 1;
      } else break;
      at += 1;
    }
    this.#at = at;
    const exponent = isExponentMark((bytes[at] ?? 0) - zero) ? this.#exponent() : undefined;
    this.isWhole = fraction === 0 && exponent === undefined;
    const digits = at - first - (fraction > first ? 1 : 0);
    if (at > end || at === fraction || (this.isWhole && digits > exactDigits - headDigits)) return Number.NaN;
    const power = (exponent ?? 0) - (fraction === 0 ? 0 : at - fraction);
    return scaled(head * (powersOfTen[digits] ?? Number.NaN), tail, power);
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
  #slowly(first: number): number {
    const text = this.#bytes.toString("latin1", first, this.#at);
    // Python holds integers of any size.
    if (this.isWhole || !jsonNumber.test(text)) return Number.NaN;
    const value = Number(text);
    return Number.isFinite(value) ? value : Number.NaN;
  }
}

const jsonNumber = /^\d+(?:\.\d+)?(?:e[-+]?\d+)?$/iu;

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

function isExponentMark(digit: number): boolean {
  return (digit | capital) === exponentMark - zero;
}

/** `(large + small)` times a power of ten where doubles tell it for sure; else NaN. */
function scaled(large: number, small: number, power: number): number {
  const factor = powersOfTen[Math.abs(power)] ?? Number.NaN;
  if (large < largestExact) return power < 0 ? (large + small) / factor : (large + small) * factor;
  return power < 0 ? divideExactly(large, small, factor) : Number.NaN;
}
