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

/** The worker that would take the next frame. */
export interface Vacancy {
  /** Frames that it can still take. */
  readonly room: number;
  /** Requests that it has. */
  readonly inFlight: number;
}

/** How many of the waiting requests travel next, and how much of the worker's free room they take. */
export interface NextFrame {
  readonly size: number;
  readonly room: number;
}

/**
 * Whatever waits goes at once to a worker that is free. One that is at work takes another frame as soon as
 * that is no smaller than what it has: a frame costs a wake-up on both sides, and a small one gains nothing.
 *
 * A suspect travels alone and waits for all the room: should it kill again, it takes nobody with it.
 * Suspects stand in front, since they came first.
 */
export function nextFrame(
  waiting: readonly Candidate[],
  { room, inFlight }: Vacancy,
  limits: FrameLimits,
): NextFrame | undefined {
  const [first] = waiting;
  if (!first || room < 1) return undefined;
  if (first.suspect) return room < limits.framesInFlight ? undefined : { room, size: 1 };
  if (waiting.length < Math.min(inFlight, limits.maxFrameRequests)) return undefined;
  return { room: 1, size: sizeOfFrame(waiting, limits) };
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
