import { BlockSplitter } from "./block-splitter.ts";
import { decodeFrame } from "./decode-frame.ts";
import type { Frame } from "./frame.ts";

/** Finds the frames of a worker's link in a stream, whatever pieces its bytes arrive in. */
export class FrameSplitter {
  readonly #blocks = new BlockSplitter<Frame>(decodeFrame);

  /** The frames that this piece completes; throws when the stream holds something else. */
  push(piece: Buffer): readonly Frame[] {
    return this.#blocks.push(piece);
  }

  /** Where the next bytes may be read to, instead of being pushed. */
  room(): Uint8Array {
    return this.#blocks.room();
  }

  /** The frames that so many bytes in the room complete; throws when the stream holds something else. */
  filled(bytes: number): readonly Frame[] {
    return this.#blocks.filled(bytes);
  }
}
