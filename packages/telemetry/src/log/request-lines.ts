import type { AnsweredLine, RequestIdentity, RequestLog } from "@switchyard/core";
import type { Log } from "./create-log.ts";

export interface RequestLinesOptions {
  readonly log: Log;
  /** The part of the answered requests that get a line while the log tells less than everything. */
  readonly share: number;
}

/** Writes requests into the log: all of them while it tells everything, else a part. */
export class RequestLines implements RequestLog {
  readonly #options: RequestLinesOptions;

  constructor(options: RequestLinesOptions) {
    this.#options = options;
  }

  /** The part of the requests that get a line just now. */
  get share(): number {
    const { log, share } = this.#options;
    return log.isEnabled("debug") ? 1 : share;
  }

  wants(): boolean {
    const { share } = this;
    return share === 1 || (share > 0 && Math.random() < share);
  }

  answered({ durationMs, ...line }: AnsweredLine): void {
    const { log, share } = this.#options;
    const fields = { ...line, durationMs: Math.round(durationMs * 1000) / 1000 };
    log[share > 0 ? "info" : "debug"]("answered", fields);
  }

  failed(reason: string, request: RequestIdentity): void {
    this.#options.log.error("unexpected failure", { ...request, reason });
  }
}
