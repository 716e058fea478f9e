import { countLatency, emptyLatencies, type ErrorCode } from "@switchyard/core";

/** Faults of the model, its worker or this gateway; every other failure is its sender's. */
const faults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "model_error",
  "worker_died",
  "request_refused",
  "deadline_exceeded",
  "model_not_ready",
  "internal",
]);

/** Counts what became of a version's requests. */
export class Tally {
  requests = 0;
  failures = 0;
  faults = 0;
  readonly latencies: number[] = emptyLatencies();

  succeeded(durationMs: number): void {
    countLatency(this.latencies, durationMs);
  }

  failed(code: ErrorCode): void {
    this.failures += 1;
    if (faults.has(code)) this.faults += 1;
  }
}
