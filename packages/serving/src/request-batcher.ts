import { GatewayError, type Caller, type EncodedAnswer, type EncodedRequest } from "@switchyard/core";
import type { CpuBudget } from "./cpu/cpu-budget.ts";
import type { CpuShare } from "./cpu/cpu-share.ts";
import { DeadlineTimer } from "./deadline-timer.ts";
import { fateOf } from "./fate-of.ts";
import type { FrameTracer } from "./frame-tracer.ts";
import { nextFrame, type FrameLimits } from "./next-frame.ts";
import { PendingRequest } from "./pending-request.ts";
import { RequestRecorder } from "./statistics/request-recorder.ts";
import { WorkerLane, type Frame, type FrameWorker } from "./worker-lane.ts";

/** The limits of frames are for workers that name none of their own. */
export interface RequestBatcherOptions extends FrameLimits {
  readonly maxQueued: number;
  /** Bytes of all bodies that wait. */
  readonly maxQueuedBytes: number;
  /** How long after the deadline of all its requests a frame may run before its worker counts as hung. */
  readonly hungAfterMs: number;
  /** The processor that all models share, and this one's part of it. */
  readonly cpu: CpuBudget;
  readonly priority: number;
  /** Records frames; none where it is left out. */
  readonly tracer?: FrameTracer | undefined;
}

/** Bodies below this cannot fill the memory while their number is bounded. */
const largeBytes = 64 * 1024;

/** Sends whatever waits as one frame as soon as a worker can take it: no timed window, no added wait. */
export class RequestBatcher implements Disposable {
  /** Hears what becomes of requests; may be replaced, and requests that wait are told to the one before. */
  recorder: RequestRecorder = new RequestRecorder();
  readonly #options: RequestBatcherOptions;
  readonly #lanes = new Map<FrameWorker, WorkerLane>();
  readonly #timer = new DeadlineTimer(() => this.#expire());
  readonly #cpu: CpuShare;
  #waiting: PendingRequest[] = [];
  #outage: GatewayError | undefined;
  #batches = 0;
  #isPulling = false;

  constructor(options: RequestBatcherOptions) {
    this.#options = options;
    this.#cpu = options.cpu.join({ priority: options.priority, onTurn: () => this.#pull() });
  }

  get queued(): number {
    return this.#waiting.length;
  }

  get inFlight(): number {
    return this.#lanes.values().reduce((sum, lane) => sum + lane.inFlight, 0);
  }

  get batches(): number {
    return this.#batches;
  }

  /** Throws `overloaded` at once when the queue is full, `deadline_exceeded` when its time has come. */
  add(request: EncodedRequest, caller: Caller): Promise<EncodedAnswer> {
    const { recorder } = this;
    recorder.requests += 1;
    const refusal = this.#outage ?? this.#overload(request);
    if (refusal) {
      recorder.failed(refusal.code, false);
      return Promise.reject(refusal);
    }
    const pending = new PendingRequest(request, { caller, recorder });
    this.#waiting.push(pending);
    this.#timer.arm(request.deadlineMs);
    this.#pullSoon();
    return pending.answer;
  }

  /** Gives a worker a share of what waits. */
  open(worker: FrameWorker): void {
    this.#outage = undefined;
    this.#lanes.set(worker, new WorkerLane(worker, this.#options));
    this.#pull();
  }

  /** Takes a worker out; the frames it has fail by themselves. */
  close(worker: FrameWorker): void {
    this.#lanes.delete(worker);
  }

  /** Answers all that waits, and all that comes until a worker is opened, with this error. */
  suspend(error: GatewayError): void {
    if (this.#lanes.size > 0) return;
    this.#outage = error;
    for (const pending of this.#waiting.splice(0)) pending.fail(error);
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
    this.#cpu[Symbol.dispose]();
  }

  #overload({ body }: EncodedRequest): GatewayError | undefined {
    const { length } = this.#waiting;
    const { maxQueued, maxQueuedBytes } = this.#options;
    if (length >= maxQueued) return new GatewayError("overloaded", `${length} requests are waiting already`);
    if (body.length < largeBytes || length === 0) return undefined;
    const bytes = this.#waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, body.length);
    if (bytes <= maxQueuedBytes) return undefined;
    return new GatewayError("overloaded", `requests of ${bytes} bytes are waiting already`);
  }

  /** Once all that arrived in this turn of the event loop is here, so that it travels together. */
  #pullSoon(): void {
    if (this.#isPulling) return;
    this.#isPulling = true;
    setImmediate(() => {
      this.#isPulling = false;
      this.#pull();
    });
  }

  #pull(): void {
    this.#cpu.settle(this.#sendAll());
  }

  /** Sends all that the workers can take; tells whether it stopped because it is another model's turn. */
  #sendAll(): boolean {
    if (this.#freest()) this.#dropUnwanted();
    for (let lane = this.#freest(); lane; lane = this.#freest()) {
      const next = nextFrame(this.#waiting, lane, lane.limits);
      if (!next) return false;
      if (!this.#cpu.mayRun()) return true;
      void this.#send(this.#waiting.splice(0, next.size), lane, next.room);
    }
    return false;
  }

  /** The lane with the most room; undefined when none has any or nothing waits. */
  #freest(): WorkerLane | undefined {
    if (this.#waiting.length === 0) return undefined;
    let freest: WorkerLane | undefined;
    for (const lane of this.#lanes.values()) if (lane.room > (freest?.room ?? 0)) freest = lane;
    return freest;
  }

  #dropUnwanted(): void {
    if (this.#waiting.every(isWanted)) return;
    this.#waiting = this.#waiting.filter((pending) => {
      if (!pending.wanted && !pending.settled) pending.fail(gone());
      return pending.wanted;
    });
  }

  async #send(frame: Frame, lane: WorkerLane, room: number): Promise<void> {
    lane.room -= room;
    lane.frames.add(frame);
    this.#cpu.began();
    this.#batches += 1;
    const sentMs = performance.now();
    for (const pending of frame) pending.sent(sentMs);
    // A death is blamed on a suspect only when the worker had it in hand.
    const suspect = frame[0]?.suspect ?? false;
    let inHand = !suspect;
    const onBegun = suspect ? (): void => void (inHand = true) : undefined;
    try {
      const { answers, work } = await lane.worker.send(
        frame.map(({ request }) => request),
        onBegun,
      );
      const nowMs = performance.now();
      let answered = 0;
      for (const [index, pending] of frame.entries()) {
        const outcome = answers[index];
        if (pending.settled) continue;
        pending.settle(outcome, nowMs);
        if (outcome?.ok === true) answered += 1;
      }
      this.recorder.worked(work, answered);
      this.#options.tracer?.ended(frame, lane.worker.pid, { answers, work });
    } catch (thrown) {
      const error = GatewayError.from(thrown);
      this.#options.tracer?.ended(frame, lane.worker.pid, error);
      const isBlamed = inHand && frame.length === 1 && lane.frames.size === 1;
      this.#fail(frame, error, isBlamed);
    }
    lane.frames.delete(frame);
    lane.room += room;
    this.#cpu.ended();
    this.#pullSoon();
  }

  #fail(frame: Frame, error: GatewayError, isBlamed: boolean): void {
    const again = frame.filter((pending) => {
      if (isBlamed) pending.deathsAlone += 1;
      const fate = fateOf(error.code, pending.deathsAlone);
      if (!pending.wanted || fate === "send again") return pending.wanted;
      pending.fail(fate === "refuse" ? refused() : error);
      return false;
    });
    for (const pending of again) pending.queueAgain();
    this.#waiting.unshift(...again);
    if (this.#outage) this.suspend(this.#outage);
  }

  /** Answers those whose time has come, and ends workers that hang. */
  #expire(): void {
    const nowMs = Date.now();
    const inFrames = [...this.#lanes.values()].flatMap((lane) => [...lane.frames].flat());
    for (const pending of [...this.#waiting, ...inFrames]) {
      if (pending.settled) continue;
      if (pending.request.deadlineMs <= nowMs) pending.fail(expired());
      else this.#timer.arm(pending.request.deadlineMs);
    }
    this.#waiting = this.#waiting.filter(({ settled }) => !settled);
    for (const lane of this.#lanes.values()) this.#endIfHung(lane, nowMs);
  }

  #endIfHung(lane: WorkerLane, nowMs: number): void {
    for (const frame of lane.frames) {
      const latestMs = Math.max(...frame.map(({ request }) => request.deadlineMs));
      const hungMs = latestMs + this.#options.hungAfterMs;
      if (hungMs <= nowMs) return lane.worker.kill();
      this.#timer.arm(hungMs);
    }
  }
}

function isWanted(pending: PendingRequest): boolean {
  return pending.wanted;
}

function gone(): GatewayError {
  return new GatewayError("deadline_exceeded", "the caller has gone");
}

function expired(): GatewayError {
  return new GatewayError("deadline_exceeded", "no answer before the deadline");
}

function refused(): GatewayError {
  return new GatewayError("request_refused", "two workers died while this request was alone in them");
}
