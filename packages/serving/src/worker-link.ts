import { addAbortListener } from "node:events";
import {
  FrameSplitter,
  GatewayError,
  packFrame,
  writeFrame,
  type AnswersFrame,
  type EncodedRequest,
  type Frame,
  type LoadFrame,
  type Logger,
  type ReadyFrame,
  type StartWorker,
  type WorkerEnd,
  type WorkerFrames,
  type WorkerHost,
} from "@switchyard/core";
import { rehearse } from "./rehearse.ts";

export interface WorkerLinkOptions {
  readonly start: StartWorker;
  /** What the worker loads. */
  readonly load: Omit<LoadFrame, "kind">;
  /** Whether others serve meanwhile, and must not be slowed down by its loading. */
  readonly inBackground?: boolean;
  /** Ends the start of a worker that takes too long. */
  readonly signal: AbortSignal;
  /** Called once when a worker that was ready is gone, before those who wait for its answers hear of it. */
  readonly onEnd: (link: WorkerLink) => void;
  readonly onLog: (level: keyof Logger, message: string) => void;
}

/** The answers to a frame, and what was done for them. */
export type Answered = Pick<AnswersFrame, "answers" | "work">;

interface PendingFrame extends PromiseWithResolvers<Answered> {
  readonly onBegun: (() => void) | undefined;
}

/** How long a worker may take to answer what it has when it is told to end. */
const drainTimeoutMs = 15_000;

/** One worker with a model loaded, and the frames that go to and fro. */
export class WorkerLink implements AsyncDisposable {
  readonly #worker: WorkerHost;
  readonly #options: WorkerLinkOptions;
  readonly #splitter = new FrameSplitter();
  readonly #pending = new Map<number, PendingFrame>();
  readonly #started = Promise.withResolvers<ReadyFrame>();
  readonly #ended = Promise.withResolvers<void>();
  #ready: ReadyFrame | undefined;
  #lastId = 0;
  #answeredFrames = 0;
  #open = true;
  #endReason: WorkerEnd = "died";
  #draining = false;

  private constructor(options: WorkerLinkOptions) {
    this.#options = options;
    // What cannot be told must not leave a worker behind.
    const load = packFrame({ kind: "load", ...options.load });
    this.#worker = options.start();
    const { link, exited } = this.#worker;
    if (options.inBackground) this.#worker.setBackground?.(true);
    link.on("data", (piece: Buffer) => this.#read(piece));
    link.once("close", () => this.#end());
    void exited.then(() => this.#end());
    link.write(load);
  }

  /** Starts a worker and resolves when it has loaded the model; throws `load_failed` when it cannot. */
  static async start(options: WorkerLinkOptions): Promise<WorkerLink> {
    const link = new WorkerLink(options);
    using _ = addAbortListener(options.signal, () => link.kill());
    try {
      const ready = await link.#started.promise;
      if (options.inBackground) await link.#stepForward(ready);
      link.#ready = ready;
      return link;
    } catch (thrown) {
      link.kill();
      throw thrown;
    }
  }

  /** Process id; 0 for a thread. */
  get pid(): number {
    return this.#worker.pid;
  }

  /** How many frames it has answered. */
  get answeredFrames(): number {
    return this.#answeredFrames;
  }

  /** What the worker takes at a time, as far as it says so. */
  get takes(): WorkerFrames | undefined {
    return this.#ready?.frames;
  }

  /** What the worker said when it was ready. */
  get ready(): ReadyFrame {
    if (this.#ready) return this.#ready;
    throw new Error("the worker is not ready");
  }

  /**
   * The answers to a frame; throws `worker_died` if the worker ends before it gives them. `onBegun` is called
   * when the worker has the frame in hand.
   */
  send(requests: readonly EncodedRequest[], onBegun?: () => void): Promise<Answered> {
    if (!this.#open) return Promise.reject(died(this.pid));
    const answers = Promise.withResolvers<Answered>();
    this.#lastId += 1;
    const id = this.#lastId;
    this.#pending.set(id, { ...answers, onBegun });
    writeFrame(this.#worker.link, { kind: "batch", id, announce: onBegun !== undefined, requests });
    return answers.promise;
  }

  /** Why it ended, once it has. */
  get endReason(): WorkerEnd {
    return this.#endReason;
  }

  /** Ends a worker that does not answer; what it had is sent elsewhere. */
  kill(): void {
    this.#kill("hung");
  }

  /** Lets the worker answer what it has, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#draining = true;
    if (this.#open) writeFrame(this.#worker.link, { kind: "drain" });
    // Another serves by now, and the end of a process takes some milliseconds.
    if (this.#pending.size === 0) this.#worker.setBackground?.(true);
    const timer = setTimeout(() => this.#kill("hung"), drainTimeoutMs);
    await this.#ended.promise;
    await this.#worker.exited;
    clearTimeout(timer);
  }

  /** Makes it as important as those that serve, and asks it something before callers do. */
  async #stepForward({ rehearsal }: ReadyFrame): Promise<void> {
    this.#worker.setBackground?.(false);
    if (rehearsal) await rehearse(rehearsal, (requests) => this.send(requests));
    if (!this.#open) throw new GatewayError("load_failed", "the worker ended over its first requests");
    this.#answeredFrames = 0;
  }

  #kill(reason: WorkerEnd): void {
    if (this.#open) this.#endReason = reason;
    this.#worker.kill();
    this.#worker.link.destroy();
  }

  #read(piece: Buffer): void {
    try {
      for (const frame of this.#splitter.push(piece)) this.#take(frame);
    } catch {
      // A worker that does not keep to the protocol is as good as dead.
      this.#kill("protocol");
    }
  }

  #take(frame: Frame): void {
    if (frame.kind === "answers") {
      this.#answeredFrames += 1;
      this.#pending.get(frame.id)?.resolve(frame);
      this.#pending.delete(frame.id);
    }
    if (frame.kind === "begun") this.#pending.get(frame.id)?.onBegun?.();
    if (frame.kind === "ready") this.#started.resolve(frame);
    if (frame.kind === "failed") this.#started.reject(GatewayError.fromRecord(frame.error));
    if (frame.kind === "log") this.#options.onLog(frame.level, frame.message);
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    // One that was told to end does so by itself; of any other nothing may remain.
    if (!this.#draining) this.#kill(this.#endReason);
    this.#started.reject(
      new GatewayError("load_failed", `the worker ended while it loaded ${this.#options.load.directory}`),
    );
    if (this.#ready) this.#options.onEnd(this);
    for (const answers of this.#pending.values()) answers.reject(died(this.pid));
    this.#ended.resolve();
  }
}

function died(pid: number): GatewayError {
  return new GatewayError("worker_died", `worker ${pid} ended`);
}
