import {
  eachReason,
  eachStage,
  Histogram,
  latencyBoundsMs,
  runRowsBounds,
  type ErrorCode,
  type FailureReason,
  type FrameWork,
  type RequestCounts,
} from "@switchyard/core";
import { isFault, reasonOf } from "./failure-reason.ts";

/** Counts what becomes of a version's requests, and what its workers do for them. */
export class RequestRecorder {
  requests = 0;
  faults = 0;
  rows = 0;
  runs = 0;
  readonly #failures: Record<FailureReason, number> = eachReason(() => 0);
  readonly #request = new Histogram(latencyBoundsMs);
  readonly #queue = new Histogram(latencyBoundsMs);
  readonly #decode = new Histogram(latencyBoundsMs);
  readonly #infer = new Histogram(latencyBoundsMs);
  readonly #encode = new Histogram(latencyBoundsMs);
  readonly #runRows = new Histogram(runRowsBounds);

  /** A request was answered so long after it came. */
  succeeded(durationMs: number, queueMs: number, inferMs: number): void {
    this.#request.observe(durationMs);
    this.#queue.observe(queueMs);
    this.#infer.observe(inferMs);
  }

  /** A request failed; whoever has gone before counts as one that left. */
  failed(code: ErrorCode, isGone: boolean): void {
    this.#failures[isGone ? "cancelled" : reasonOf[code]] += 1;
    if (isFault(code)) this.faults += 1;
  }

  /** A worker answered a frame, so many of its requests well. */
  worked({ decodeMs, encodeMs, runRows }: FrameWork, answered: number): void {
    this.#decode.observe(decodeMs, answered);
    this.#encode.observe(encodeMs, answered);
    for (const rows of runRows) {
      this.runs += 1;
      this.rows += rows;
      this.#runRows.observe(rows);
    }
  }

  snapshot(): RequestCounts {
    const durations = {
      request: this.#request,
      queue: this.#queue,
      decode: this.#decode,
      infer: this.#infer,
      encode: this.#encode,
    };
    return {
      requests: this.requests,
      failures: { ...this.#failures },
      durations: eachStage((stage) => durations[stage].snapshot()),
      rows: this.rows,
      runs: this.runs,
      runRows: this.#runRows.snapshot(),
    };
  }
}
