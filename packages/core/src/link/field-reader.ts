import { readText } from "./read-text.ts";

/** Reads the fields of a `FieldWriter` in the order they were written; throws past the end. */
export class FieldReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  f64(): number {
    return this.#bytes.readDoubleLE(this.#advance(8));
  }

  /** A view of the frame, not a copy. */
  bytes(): Uint8Array {
    const length = this.u32();
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(): string {
    const length = this.u32();
    const start = this.#advance(length);
    return readText(this.#bytes, start, start + length);
  }

  list<Item>(read: (fields: this) => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.u32(); left > 0; left -= 1) items.push(read(this));
    return items;
  }

  #advance(length: number): number {
    const start = this.#offset;
    this.#offset += length;
    if (this.#offset > this.#bytes.length) throw new Error(`frame ends before byte ${this.#offset}`);
    return start;
  }
}
