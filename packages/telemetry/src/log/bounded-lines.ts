import { Writable } from "node:stream";

export interface BoundedLinesOptions {
  readonly to: NodeJS.WritableStream & { readonly writableLength: number };
  /** Beyond so many bytes that its reader has not taken, lines are dropped. */
  readonly maxWaitingBytes: number;
  /** The line that tells how many were dropped, once there is room again. */
  readonly dropped: (count: number) => string;
}

/** Passes lines on, and drops what a slow reader would pile up in memory. */
export class BoundedLines extends Writable {
  readonly #options: BoundedLinesOptions;
  #dropped = 0;

  constructor(options: BoundedLinesOptions) {
    super({ decodeStrings: false });
    this.#options = options;
  }

  // oxlint-disable-next-line max-params -- as streams have it
  override _write(line: string | Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const { to, maxWaitingBytes, dropped } = this.#options;
    if (to.writableLength > maxWaitingBytes) this.#dropped += 1;
    else {
      if (this.#dropped > 0) to.write(dropped(this.#dropped));
      this.#dropped = 0;
      to.write(line);
    }
    done();
  }
}
