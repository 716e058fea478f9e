import type { EncodedRequest, WorkerFrames } from "@switchyard/core";
import type { FrameLimits } from "./next-frame.ts";
import type { PendingRequest } from "./pending-request.ts";
import type { Answered } from "./worker-link.ts";

/** A worker that takes frames. */
export interface FrameWorker {
  /** Process id; 0 for a thread. */
  readonly pid: number;
  /** What it takes at a time, where it knows better than the batcher. */
  readonly takes?: WorkerFrames | undefined;
  /** Answers a frame in order; throws `worker_died` when it ends over it; tells when it has it in hand. */
  send(requests: readonly EncodedRequest[], onBegun?: () => void): Promise<Answered>;
  kill(): void;
}

export type Frame = readonly PendingRequest[];

/** One worker's share of the frames in flight. */
export class WorkerLane {
  readonly worker: FrameWorker;
  readonly frames: Set<Frame> = new Set();
  readonly limits: FrameLimits;
  room: number;

  constructor(worker: FrameWorker, { framesInFlight, maxFrameRequests, maxFrameBytes }: FrameLimits) {
    const { inFlight = framesInFlight, maxRequests = maxFrameRequests } = worker.takes ?? {};
    this.worker = worker;
    this.limits = { framesInFlight: inFlight, maxFrameRequests: maxRequests, maxFrameBytes };
    this.room = inFlight;
  }

  /** How many requests the worker has. */
  get inFlight(): number {
    let count = 0;
    for (const frame of this.frames) count += frame.length;
    return count;
  }
}
