import type { Duplex } from "node:stream";

/** A worker that has been started: a process, or a thread of this one. */
export interface WorkerHost {
  /** Process id; 0 for a thread. */
  readonly pid: number;
  /** The gateway's end of the link. */
  readonly link: Duplex;
  readonly exited: Promise<void>;
  /** Whether it gets the processor's time like others, or what they leave; threads always do as others. */
  setBackground?(isBackground: boolean): void;
  /** Ends it now. A thread cannot be ended safely while it runs ONNX Runtime: it is let go and ends after its run. */
  kill(): void;
}

/** Starts a worker that waits for its `load` frame. */
export type StartWorker = () => WorkerHost;
