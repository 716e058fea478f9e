const prefixBytes = 4;

/** No frame of ours comes near; one that says it is longer is none. */
const longestBytes = 2 ** 31;

const none = Buffer.alloc(0);

/** What is read at a time while no block is under way. */
const readBytes = 64 * 1024;

/** Reads a block from its bytes; tells it whether their memory holds nothing else. */
export type DecodeBlock<Block> = (bytes: Buffer, isOwn: boolean) => Block;

/** Finds what stands behind its length in a stream, whatever pieces its bytes arrive in; one of many pieces is put together once. */
export class BlockSplitter<Block> {
  readonly #decode: DecodeBlock<Block>;
  /** What has come of a length. */
  #prefix: Buffer = none;
  /** The frame whose rest has not come, and how much of it has. */
  #frame: Buffer | undefined;
  #filled = 0;
  /** Where bytes are read to while no block is under way. */
  #scratch: Buffer | undefined;

  constructor(decode: DecodeBlock<Block>) {
    this.#decode = decode;
  }

  /** The frames that this piece completes; throws when the stream holds something else. */
  push(piece: Buffer): readonly Block[] {
    const frames: Block[] = [];
    let rest = piece;
    if (this.#frame) {
      rest = this.#fill(this.#frame, piece);
      if (this.#filled < this.#frame.length) return frames;
      frames.push(this.#decode(this.#frame, true));
      this.#frame = undefined;
    } else if (this.#prefix.length > 0) rest = Buffer.concat([this.#prefix, piece]);
    this.#split(rest, frames);
    return frames;
  }

  /** Where the next bytes of the stream may be read to: the rest of a large block goes straight where it will lie. */
  room(): Uint8Array {
    if (this.#frame) return this.#frame.subarray(this.#filled);
    return (this.#scratch ??= Buffer.allocUnsafeSlow(readBytes));
  }

  /** The blocks that so many bytes complete, which were read into the room. */
  filled(bytes: number): readonly Block[] {
    const frame = this.#frame;
    if (!frame) return this.push(Buffer.from((this.#scratch ?? none).subarray(0, bytes)));
    this.#filled += bytes;
    if (this.#filled < frame.length) return [];
    this.#frame = undefined;
    return [this.#decode(frame, true)];
  }

  #split(bytes: Buffer, frames: Block[]): void {
    let start = 0;
    while (bytes.length - start >= prefixBytes) {
      const length = bytes.readUInt32LE(start);
      const end = start + prefixBytes + length;
      if (end > bytes.length) return this.#begin(length, bytes.subarray(start + prefixBytes));
      frames.push(this.#decode(bytes.subarray(start + prefixBytes, end), false));
      start = end;
    }
    this.#prefix = start < bytes.length ? bytes.subarray(start) : none;
  }

  #begin(length: number, bytes: Buffer): void {
    if (length > longestBytes) throw new Error(`a frame of ${length} bytes`);
    this.#prefix = none;
    this.#frame = Buffer.allocUnsafeSlow(length);
    this.#filled = 0;
    this.#fill(this.#frame, bytes);
  }

  /** Gives back what does not belong to the frame. */
  #fill(frame: Buffer, bytes: Buffer): Buffer {
    const copied = bytes.copy(frame, this.#filled);
    this.#filled += copied;
    return bytes.subarray(copied);
  }
}
