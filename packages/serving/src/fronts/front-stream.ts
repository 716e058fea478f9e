import type { Duplex } from "node:stream";
import { BlockSplitter } from "@switchyard/core";
import { decodeFrontFrame } from "./decode-front-frame.ts";
import { encodeFrontFrame } from "./encode-front-frame.ts";
import type { FrontFrame } from "./front-frame.ts";

/** Sends and hears the frames between a front and the main process; what one turn of the event loop sends travels together. */
export class FrontStream {
  readonly #link: Duplex;
  readonly #splitter = new BlockSplitter<FrontFrame>(decodeFrontFrame);
  #isCorked = false;

  /** Ends the link where it holds something else. */
  constructor(link: Duplex, onFrame: (frame: FrontFrame) => void) {
    this.#link = link;
    link.on("error", () => link.destroy());
    link.on("data", (piece: Buffer) => this.#read(piece, onFrame));
  }

  /** Bytes that wait to be sent. */
  get waitingBytes(): number {
    return this.#link.writableLength;
  }

  send(frame: FrontFrame): void {
    if (!this.#link.writable) return;
    this.#corkForNow();
    for (const piece of encodeFrontFrame(frame)) this.#link.write(piece);
  }

  /** Resolves when all that was sent so far is out of this process. */
  sent(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(() => this.#link.write(Buffer.alloc(0), () => resolve()));
    return promise;
  }

  destroy(): void {
    this.#link.destroy();
  }

  #read(piece: Buffer, onFrame: (frame: FrontFrame) => void): void {
    try {
      for (const frame of this.#splitter.push(piece)) onFrame(frame);
    } catch {
      this.#link.destroy();
    }
  }

  #corkForNow(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#link.cork();
    setImmediate(() => {
      this.#isCorked = false;
      this.#link.uncork();
    });
  }
}
