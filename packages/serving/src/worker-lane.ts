import type { PendingRequest } from "./pending-request.ts";
import type { Answers } from "./worker-link.ts";
import type { EncodedRequest } from "@switchyard/core";

/** A worker that takes frames. */
export interface FrameWorker {
  /** Answers a frame in order; throws `worker_died` when it ends over it; tells when it has it in hand. */
  send(requests: readonly EncodedRequest[], onBegun?: () => void): Promise<Answers>;
  kill(): void;
}

export type Frame = readonly PendingRequest[];

/** One worker's share of the frames in flight. */
export class WorkerLane {
  readonly worker: FrameWorker;
  readonly frames: Set<Frame> = new Set();
  room: number;

  constructor(worker: FrameWorker, room: number) {
    this.worker = worker;
    this.room = room;
  }

  /** How many requests the worker has. */
  get inFlight(): number {
    let count = 0;
    for (const frame of this.frames) count += frame.length;
    return count;
  }
}
