/** Whether workers live: at rest there are none, and their memory is the system's; the first that asks wakes them. */
export type ResidenceState = "awake" | "resting" | "waking";

/** The stay of a loaded model in memory; it is as ready at rest as awake, and only its first answer takes longer. */
export interface Residence {
  readonly state: ResidenceState;
  /** Whether anybody has asked it yet. */
  readonly wasAsked: boolean;
  /** Milliseconds since it was last asked; since it was loaded, while nobody has asked. */
  readonly idleMs: number;
  /** Whether requests wait for it or are in its hands. */
  readonly isBusy: boolean;
  /** Ends its workers, resolves when they are gone, and tells whether it did: not while it is busy or wakes. */
  rest(): Promise<boolean>;
  /** Starts its workers where it rests, for somebody who will ask; resolves when it takes requests, or cannot for now. */
  wake(): Promise<void>;
  /** Starts other workers, and ends these once those answer; resolves when that is done, or the others cannot start. */
  renew(): Promise<void>;
}
