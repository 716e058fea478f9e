const prefixBytes = 4;

/** Bytes from here on are sent from where they lie: to copy them would cost more than a piece of its own. */
const referredBytes = 16 * 1024;

/** Appends binary fields: numbers little-endian, texts, bytes and lists behind their u32 length. */
export class FieldWriter {
  readonly #pieces: Uint8Array[] = [];
  #buffer: Buffer;
  /** Where in the buffer the piece begins that is being written, and where it ends so far. */
  #start = 0;
  #end = 0;
  /** Bytes of the pieces that are written. */
  #ended = 0;

  /** Room for so many bytes is made at once; more is made when it is needed. */
  constructor(expectedBytes: number) {
    this.#buffer = Buffer.allocUnsafe(expectedBytes);
  }

  /** How many bytes stand behind the length of the frame so far. */
  get length(): number {
    return this.#ended + this.#end - this.#start - prefixBytes;
  }

  u8(value: number): this {
    this.#reserve(1);
    this.#end = this.#buffer.writeUInt8(value, this.#end);
    return this;
  }

  u32(value: number): this {
    this.#reserve(4);
    this.#end = this.#buffer.writeUInt32LE(value, this.#end);
    return this;
  }

  f64(value: number): this {
    this.#reserve(8);
    this.#end = this.#buffer.writeDoubleLE(value, this.#end);
    return this;
  }

  /** Long bytes must not change before the frame is written. */
  bytes(value: Uint8Array): this {
    this.u32(value.length);
    if (value.length >= referredBytes) return this.#refer(value);
    this.#reserve(value.length);
    this.#buffer.set(value, this.#end);
    this.#end += value.length;
    return this;
  }

  text(value: string): this {
    // A UTF-16 unit takes at most three bytes in UTF-8.
    this.#reserve(4 + value.length * 3);
    const written = this.#buffer.write(value, this.#end + 4);
    this.#buffer.writeUInt32LE(written, this.#end);
    this.#end += 4 + written;
    return this;
  }

  list<Item>(items: readonly Item[], write: (fields: this, item: Item) => void): this {
    this.u32(items.length);
    for (const item of items) write(this, item);
    return this;
  }

  /** All fields behind their length, in pieces: a frame as it goes on the link. */
  toPieces(): readonly Uint8Array[] {
    this.#endPiece();
    const total = this.#pieces.reduce((sum, { length }) => sum + length, 0);
    const prefix = Buffer.allocUnsafe(prefixBytes);
    prefix.writeUInt32LE(total - prefixBytes);
    this.#pieces[0]?.set(prefix);
    return this.#pieces;
  }

  #refer(value: Uint8Array): this {
    this.#endPiece();
    this.#pieces.push(value);
    this.#ended += value.length;
    return this;
  }

  #endPiece(): void {
    if (this.#end > this.#start) this.#pieces.push(this.#buffer.subarray(this.#start, this.#end));
    this.#ended += this.#end - this.#start;
    this.#start = this.#end;
  }

  /** Where the bytes do not fit, they begin another piece: to copy what is written would cost more. */
  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return;
    this.#endPiece();
    this.#buffer = Buffer.allocUnsafe(Math.max(bytes, this.#buffer.length));
    this.#start = 0;
    this.#end = 0;
  }
}
