import { decodeFrame } from "./decode-frame.ts";
import type { Frame } from "./frame.ts";

const prefixBytes = 4;

/** Finds the frames in a stream, whatever pieces its bytes arrive in; joins pieces only once they are enough. */
export class FrameSplitter {
  #pieces: Buffer[] = [];
  #missing = prefixBytes;

  /** The frames that this piece completes. */
  push(piece: Buffer): readonly Frame[] {
    this.#pieces.push(piece);
    this.#missing -= piece.length;
    if (this.#missing > 0) return [];
    return this.#split(this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces));
  }

  #split(bytes: Buffer): readonly Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    let end = endOfFrame(bytes, start);
    while (end <= bytes.length) {
      frames.push(decodeFrame(bytes.subarray(start + prefixBytes, end)));
      start = end;
      end = endOfFrame(bytes, start);
    }
    this.#pieces = start < bytes.length ? [bytes.subarray(start)] : [];
    this.#missing = end - bytes.length;
    return frames;
  }
}

/** Where the frame at `start` ends; while its length has not arrived, where that ends. */
function endOfFrame(bytes: Buffer, start: number): number {
  const body = start + prefixBytes;
  return body > bytes.length ? body : body + bytes.readUInt32LE(start);
}
