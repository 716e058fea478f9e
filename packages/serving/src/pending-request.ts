import {
  GatewayError,
  type Caller,
  type EncodedAnswer,
  type EncodedRequest,
  type Outcome,
  type WorkerAnswer,
} from "@switchyard/core";
import type { Candidate } from "./next-frame.ts";
import type { RequestRecorder } from "./statistics/request-recorder.ts";

export interface PendingRequestOptions {
  readonly caller: Caller;
  readonly recorder: RequestRecorder;
}

/** A request that waits for its answer, and what has happened to it so far. */
export class PendingRequest implements Candidate {
  readonly request: EncodedRequest;
  readonly answer: Promise<EncodedAnswer>;
  readonly sizeBytes: number;
  readonly #arrivedMs: number = performance.now();
  /** Since when it waits for a worker. */
  queuedMs: number = this.#arrivedMs;
  sentMs = 0;
  suspect = false;
  deathsAlone = 0;
  readonly #caller: Caller;
  readonly #recorder: RequestRecorder;
  readonly #settle: PromiseWithResolvers<EncodedAnswer>;
  #settled = false;

  constructor(request: EncodedRequest, { caller, recorder }: PendingRequestOptions) {
    this.request = request;
    this.sizeBytes = request.body.length;
    this.#caller = caller;
    this.#recorder = recorder;
    this.#settle = Promise.withResolvers();
    this.answer = this.#settle.promise;
  }

  /** Whether somebody still waits for it. */
  get wanted(): boolean {
    return !this.#settled && !this.#caller.gone;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** The worker that had it is gone. */
  queueAgain(): void {
    this.suspect = true;
    this.queuedMs = performance.now();
  }

  sent(nowMs: number): void {
    this.sentMs = nowMs;
  }

  /** Gives the worker's answer, which came just now, to the caller; later ones are for nobody. */
  settle(outcome: Outcome<WorkerAnswer> | undefined, nowMs: number): void {
    if (!outcome) this.fail(new Error("the worker left a request unanswered"));
    else if (!outcome.ok) this.fail(GatewayError.fromRecord(outcome.error));
    else {
      const { contentType, body, inferMs } = outcome.value;
      this.#settled = true;
      const queueMs = this.sentMs - this.#arrivedMs;
      this.#recorder.succeeded(nowMs - this.#arrivedMs, queueMs, inferMs);
      this.#settle.resolve({ contentType, body, inferMs, queueMs });
    }
  }

  fail(error: Error): void {
    this.#settled = true;
    this.#recorder.failed(GatewayError.from(error).code, this.#caller.gone);
    this.#settle.reject(error);
  }
}
