export interface FrameLimits {
  /** Frames that a worker has at a time: one that runs and one that waits for it. */
  readonly framesInFlight: number;
  readonly maxFrameRequests: number;
  readonly maxFrameBytes: number;
}

/** What the decision looks at in a waiting request. */
export interface Candidate {
  /** Was in a worker that died: travels alone from then on. */
  readonly suspect: boolean;
  readonly sizeBytes: number;
}

/** How many of the waiting requests travel next, and how much of the worker's free room they take. */
export interface NextFrame {
  readonly size: number;
  readonly room: number;
}

/**
 * Whatever waits goes at once, as long as there is room for a frame.
 *
 * A suspect travels alone and waits for all the room: should it kill again, it takes nobody with it.
 * Suspects stand in front, since they came first.
 */
export function nextFrame(
  waiting: readonly Candidate[],
  freeRoom: number,
  limits: FrameLimits,
): NextFrame | undefined {
  const [first] = waiting;
  if (!first) return undefined;
  const room = first.suspect ? limits.framesInFlight : 1;
  if (room > freeRoom) return undefined;
  return { room, size: first.suspect ? 1 : sizeOfFrame(waiting, limits) };
}

function sizeOfFrame(waiting: readonly Candidate[], limits: FrameLimits): number {
  const most = Math.min(waiting.length, limits.maxFrameRequests);
  let size = 1;
  let bytes = waiting[0]?.sizeBytes ?? 0;
  for (; size < most; size += 1) {
    bytes += waiting[size]?.sizeBytes ?? 0;
    if (bytes > limits.maxFrameBytes) break;
  }
  return size;
}
