import type { ErrorCode } from "../errors.ts";

/** Whose request a line of the log is about. */
export interface RequestIdentity {
  readonly requestId: string;
  /** Where it belongs to a trace. */
  readonly traceId: string | undefined;
  /** The path, without its query. */
  readonly path: string;
}

/** What became of an inference request. */
export interface AnsweredLine extends RequestIdentity {
  readonly model: string;
  readonly version: string | undefined;
  readonly status: number;
  readonly error: ErrorCode | undefined;
  readonly durationMs: number;
}

/** What is logged of requests. */
export interface RequestLog {
  /** Whether the answer that has just been given is to be told. */
  wants(): boolean;
  answered(line: AnsweredLine): void;
  /** Something failed that nobody has foreseen; its caller hears no more than that. */
  failed(reason: string, request: RequestIdentity): void;
}
