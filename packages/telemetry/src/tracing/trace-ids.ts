import { randomFillSync } from "node:crypto";

const traceBytes = 16;
const spanBytes = 8;
/** Of a trace's id: so much of its end decides whether it is recorded, for everybody alike. */
const decisiveBytes = 6;
const decisiveRange = 2 ** (8 * decisiveBytes);

/** Random ids, drawn many at a time: one by one they would cost more than all else that is recorded. */
export class TraceIds {
  readonly #pool = Buffer.alloc(8192);
  #at = this.#pool.length;

  /** The id of a new trace; undefined where it belongs to the part that is not recorded. */
  trace(ratio: number): string | undefined {
    const start = this.#take(traceBytes);
    if (ratio < 1) {
      const decisive = this.#pool.readUIntBE(start + traceBytes - decisiveBytes, decisiveBytes);
      if (decisive >= ratio * decisiveRange) return undefined;
    }
    return this.#pool.toString("hex", start, start + traceBytes);
  }

  span(): string {
    const start = this.#take(spanBytes);
    return this.#pool.toString("hex", start, start + spanBytes);
  }

  #take(bytes: number): number {
    if (this.#at + bytes > this.#pool.length) {
      randomFillSync(this.#pool);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at += bytes;
    return start;
  }
}

/** Whether a trace that somebody else has begun belongs to the part that is recorded. */
export function isInPart(traceId: string, ratio: number): boolean {
  return Number.parseInt(traceId.slice(-2 * decisiveBytes), 16) < ratio * decisiveRange;
}
