const prefixBytes = 4;

/** No frame of ours comes near; one that says it is longer is none. */
const longestBytes = 2 ** 31;

const none = Buffer.alloc(0);

/** What is read at a time while no block is under way: many small ones, or the beginning of another large one. */
const [manyBytes, fewBytes] = [64 * 1024, 4 * 1024];

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
  /** Where bytes are read to while no block is under way, and how many at a time. */
  #scratch: Buffer | undefined;
  #readBytes = manyBytes;

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
    this.#scratch ??= Buffer.allocUnsafeSlow(manyBytes);
    return this.#scratch.subarray(0, this.#readBytes);
  }

  /** The blocks that so many bytes complete, which were read into the room. */
  filled(bytes: number): readonly Block[] {
    const frame = this.#frame;
    if (!frame) return this.#pushScratch((this.#scratch ?? none).subarray(0, bytes));
    this.#filled += bytes;
    if (this.#filled < frame.length) return [];
    this.#frame = undefined;
    return [this.#decode(frame, true)];
  }

  /** Blocks keep the memory that they came in; the beginning of one is copied to where it will lie, and no more of it than need be. */
  #pushScratch(piece: Buffer): readonly Block[] {
    const isBeginning = this.#prefix.length === 0 && isUnfinished(piece);
    this.#readBytes = isBeginning ? fewBytes : manyBytes;
    return this.push(isBeginning ? piece : Buffer.from(piece));
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

/** Whether the first block in these bytes goes on behind them. */
function isUnfinished(bytes: Buffer): boolean {
  return bytes.length >= prefixBytes && prefixBytes + bytes.readUInt32LE(0) > bytes.length;
}
