import type { Socket } from "node:net";
import type { WorkerHost } from "@switchyard/core";
import { lowerPriority, restorePriority } from "../process-priority.ts";
import type { WorkerCommand } from "../worker-process.ts";

export interface NewbornOptions {
  /** The gateway's end of the link. */
  readonly near: Socket;
  /** The worker's end; this process keeps it until the worker has it. */
  readonly far: Promise<Socket>;
  readonly command: WorkerCommand;
  readonly hasPriorities: boolean;
}

/** A worker from the moment it is asked for; what is wanted of it before it has a process is done then. */
export class Newborn implements WorkerHost {
  readonly link: Socket;
  readonly far: Promise<Socket>;
  /** What it is to be. */
  readonly command: WorkerCommand;
  /** Whether a nursery has been asked for it. */
  isAsked = false;
  readonly exited: Promise<void>;
  readonly #hasPriorities: boolean;
  readonly #exited = Promise.withResolvers<void>();
  #pid = 0;
  #isBackground = false;
  #isKilled = false;
  #hasEnded = false;

  constructor({ near, far, command, hasPriorities }: NewbornOptions) {
    this.link = near;
    this.far = far;
    this.command = command;
    this.exited = this.#exited.promise;
    this.#hasPriorities = hasPriorities;
    near.on("error", () => near.destroy());
    void far.then((socket) => socket.on("error", () => socket.destroy()), nobody);
  }

  get pid(): number {
    return this.#pid;
  }

  setBackground(isBackground: boolean): void {
    this.#isBackground = isBackground;
    if (!this.#hasPriorities || this.#pid === 0) return;
    if (isBackground) lowerPriority(this.#pid);
    else restorePriority(this.#pid);
  }

  kill(): void {
    this.#isKilled = true;
    this.link.destroy();
    if (this.#pid === 0 || this.#hasEnded) return;
    try {
      process.kill(this.#pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }

  born(pid: number): void {
    this.#letGo();
    this.#pid = pid;
    if (this.#isBackground) this.setBackground(true);
    if (this.#isKilled) this.kill();
  }

  ended(): void {
    this.#hasEnded = true;
    this.#letGo();
    this.link.destroy();
    this.#exited.resolve();
  }

  /** Whoever started it is gone, and only its link tells when it ends. */
  orphaned(): void {
    if (this.link.destroyed) return this.ended();
    this.link.once("close", () => this.ended());
  }

  /** The worker has the other end, or nobody will: while this process keeps it too, no end of it would show. */
  #letGo(): void {
    void this.far.then((socket) => socket.destroy(), nobody);
  }
}

/** There may be no other end, where files cannot be opened any more. */
function nobody(): void {}
