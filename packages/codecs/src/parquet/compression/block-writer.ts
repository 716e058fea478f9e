import { parquetFault } from "../parquet-fault.ts";

/** A block of a known size that is filled with literals and with copies of what it holds already. */
export class BlockWriter {
  readonly #output: Uint8Array;
  #at = 0;

  constructor(size: number) {
    this.#output = new Uint8Array(size);
  }

  get remaining(): number {
    return this.#output.length - this.#at;
  }

  literal(bytes: Uint8Array): void {
    this.#check(bytes.length);
    this.#output.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Repeats what was written `offset` bytes ago; where it is longer than that, it repeats itself. */
  copy(offset: number, length: number): void {
    this.#check(length);
    if (offset === 0 || offset > this.#at) throw parquetFault("a compressed page is damaged");
    const end = this.#at + length;
    if (offset >= length) this.#output.copyWithin(this.#at, this.#at - offset, end - offset);
    else for (let at = this.#at; at < end; at += 1) this.#output[at] = this.#output[at - offset] ?? 0;
    this.#at = end;
  }

  /** The whole block; throws when it is not full. */
  finish(): Uint8Array {
    if (this.remaining > 0) throw parquetFault("a compressed page is shorter than it says");
    return this.#output;
  }

  #check(length: number): void {
    if (length > this.remaining) throw parquetFault("a compressed page is longer than it says");
  }
}
