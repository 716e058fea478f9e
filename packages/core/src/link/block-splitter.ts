const prefixBytes = 4;

/** No frame of ours comes near; one that says it is longer is none. */
const longestBytes = 2 ** 31;

const none = Buffer.alloc(0);

/** Finds what stands behind its length in a stream, whatever pieces its bytes arrive in; one of many pieces is put together once. */
export class BlockSplitter<Block> {
  readonly #decode: (bytes: Buffer) => Block;
  /** What has come of a length. */
  #prefix: Buffer = none;
  /** The frame whose rest has not come, and how much of it has. */
  #frame: Buffer | undefined;
  #filled = 0;

  constructor(decode: (bytes: Buffer) => Block) {
    this.#decode = decode;
  }

  /** The frames that this piece completes; throws when the stream holds something else. */
  push(piece: Buffer): readonly Block[] {
    const frames: Block[] = [];
    let rest = piece;
    if (this.#frame) {
      rest = this.#fill(this.#frame, piece);
      if (this.#filled < this.#frame.length) return frames;
      frames.push(this.#decode(this.#frame));
      this.#frame = undefined;
    } else if (this.#prefix.length > 0) rest = Buffer.concat([this.#prefix, piece]);
    this.#split(rest, frames);
    return frames;
  }

  #split(bytes: Buffer, frames: Block[]): void {
    let start = 0;
    while (bytes.length - start >= prefixBytes) {
      const length = bytes.readUInt32LE(start);
      const end = start + prefixBytes + length;
      if (end > bytes.length) return this.#begin(length, bytes.subarray(start + prefixBytes));
      frames.push(this.#decode(bytes.subarray(start + prefixBytes, end)));
      start = end;
    }
    this.#prefix = start < bytes.length ? bytes.subarray(start) : none;
  }

  #begin(length: number, bytes: Buffer): void {
    if (length > longestBytes) throw new Error(`a frame of ${length} bytes`);
    this.#prefix = none;
    this.#frame = Buffer.allocUnsafe(length);
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
