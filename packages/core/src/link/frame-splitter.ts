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
}
