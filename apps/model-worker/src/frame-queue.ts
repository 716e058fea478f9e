import { giveBack, isLone, type EncodedRequest, type Frame } from "@switchyard/core";
import type { AnsweredBatch } from "./answer-batch.ts";

/** Requests that travel together. */
export type BatchFrame = Extract<Frame, { readonly kind: "batch" }>;

export interface FrameQueueOptions {
  /** The answers in the order of the requests. */
  readonly answer: (requests: readonly EncodedRequest[]) => Promise<AnsweredBatch>;
  /** Sends frames, all of them at once. */
  readonly send: (frames: readonly Frame[]) => void;
  /** How many requests of several frames are answered together. */
  readonly maxRequests: () => number;
  /** Batches at work at a time, and how many of large requests beside them. */
  readonly lanes: number;
  readonly largeLanes: number;
}

interface Line {
  readonly waiting: BatchFrame[];
  free: number;
}

/** To read more than this takes long, and the others go past it. */
const largeBytes = 256 * 1024;

/**
 * The frames that wait for the model. All that has piled up when it is free is answered together, each frame by a
 * frame of its own. The gateway bounds what it has in flight, and with it what waits here.
 */
export class FrameQueue {
  readonly #options: FrameQueueOptions;
  readonly #small: Line;
  readonly #large: Line;
  #unanswered = 0;
  #isWaking = false;
  #onIdle: (() => void) | undefined;

  constructor(options: FrameQueueOptions) {
    this.#options = options;
    this.#small = { waiting: [], free: options.lanes };
    this.#large = { waiting: [], free: options.largeLanes };
  }

  add(frame: BatchFrame): void {
    this.#unanswered += 1;
    (isLarge(frame) ? this.#large : this.#small).waiting.push(frame);
    this.#wake();
  }

  /** Resolves when all that was added is answered. */
  async drain(): Promise<void> {
    if (this.#unanswered === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onIdle = resolve;
    await promise;
  }

  /** Once all that arrived in this turn of the event loop is here. */
  #wake(): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    setImmediate(() => {
      this.#isWaking = false;
      for (const line of [this.#small, this.#large])
        while (line.free > 0 && line.waiting.length > 0) void this.#answer(line);
    });
  }

  async #answer(line: Line): Promise<void> {
    line.free -= 1;
    const frames = this.#take(line);
    for (const { announce, id } of frames) if (announce) this.#options.send([{ kind: "begun", id }]);
    const { answers, work } = await this.#options.answer(frames.flatMap(({ requests }) => requests));
    let start = 0;
    const answered = frames.map(({ id, requests: { length } }, index): Frame => {
      start += length;
      const own = index === 0 ? work : { ...work, runRows: [] };
      return { kind: "answers", id, work: own, answers: answers.slice(start - length, start) };
    });
    this.#options.send(answered);
    for (const frame of frames) forget(frame);
    line.free += 1;
    this.#unanswered -= frames.length;
    if (this.#unanswered === 0) this.#onIdle?.();
    else this.#wake();
  }

  /** The next frame, and those behind it that fit beside it; one that is announced stays alone. */
  #take({ waiting }: Line): readonly BatchFrame[] {
    const most = this.#options.maxRequests();
    let count = 0;
    let requests = 0;
    for (const frame of waiting) {
      requests += frame.requests.length;
      if (count > 0 && (requests > most || frame.announce)) break;
      count += 1;
      if (frame.announce || isLarge(frame)) break;
    }
    return waiting.splice(0, count);
  }
}

/** An answered request is for nobody any more. */
function forget({ requests }: BatchFrame): void {
  const body = requests[0]?.body;
  if (body && isLone(body.buffer)) giveBack(body.buffer);
}

function isLarge({ requests }: BatchFrame): boolean {
  return requests.some(({ body }) => body.length > largeBytes);
}
