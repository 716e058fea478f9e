import { parseHead, type FastHead } from "./parse-head.ts";

/** Reads the heads of one connection; most callers send the same one again and again, which is read once. */
export class HeadReader {
  readonly #maxBodyBytes: number;
  #text = "";
  #head: FastHead | undefined;

  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes;
  }

  /** As `parseHead`. */
  read(bytes: Buffer): FastHead | undefined {
    const last = this.#head;
    if (last && bytes.toString("latin1", 0, last.sizeBytes) === this.#text) return last;
    const head = parseHead(bytes, this.#maxBodyBytes);
    this.#head = head;
    if (head) this.#text = bytes.toString("latin1", 0, head.sizeBytes);
    return head;
  }
}
