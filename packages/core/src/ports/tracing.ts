import type { ErrorCode } from "../errors.ts";
import type { FrameWork } from "../link/frame.ts";
import type { Operation } from "./servable-model.ts";

/** A request whose way is recorded: its trace, its span there, and the span that it belongs to (empty for none). */
export interface TracedRequest {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  /** What others keep in `tracestate`; empty where there is none. */
  readonly state: string;
}

/** Headers by their names in small letters: `traceparent` and `tracestate` continue a trace. */
export type TraceHeaders = Readonly<Record<string, unknown>>;

/** An inference request from its first byte to its answer; times are the process' own milliseconds. */
export interface AnsweredRequest {
  readonly kind: "request";
  readonly trace: TracedRequest;
  readonly startMs: number;
  readonly endMs: number;
  readonly url: string;
  readonly userAgent: string | undefined;
  readonly requestId: string;
  readonly status: number;
  readonly operation: Operation;
  readonly model: string;
  readonly version: string | undefined;
  readonly error: ErrorCode | undefined;
}

/** What a worker had in hand together. */
export interface AnsweredFrame {
  readonly kind: "frame";
  readonly startMs: number;
  readonly endMs: number;
  readonly model: string;
  readonly version: string;
  readonly pid: number;
  /** All of its requests, also those that nobody records. */
  readonly requests: number;
  readonly traced: readonly FramedRequest[];
  /** What the worker says of its work; nothing where it ended over the frame. */
  readonly work: FrameWork | undefined;
  readonly error: ErrorCode | undefined;
}

/** A recorded request of a frame. */
export interface FramedRequest {
  readonly trace: TracedRequest;
  readonly queuedMs: number;
  /** How long its run took; 0 where there was none. */
  readonly inferMs: number;
  readonly error: ErrorCode | undefined;
}

/** Any other step that took its time. */
export interface TracedStep {
  readonly kind: "step";
  readonly trace: TracedRequest;
  readonly name: string;
  /** Whether it is what somebody asked over HTTP. */
  readonly isRequest: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** A kind for programs, and a sentence for people. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export type TraceRecord = AnsweredRequest | AnsweredFrame | TracedStep;

/** What has become of what was recorded. */
export interface TracingStatus {
  readonly exported: number;
  readonly dropped: number;
  /** Why the last could not be exported. */
  readonly failure: string | undefined;
}

/** Records the ways of requests, or of some of them; costs no request any waiting. */
export interface Tracing {
  /** Decides whether a request is recorded; undefined where it is not. */
  begin(headers: TraceHeaders): TracedRequest | undefined;
  /** Begins a trace that nobody has asked for, whatever part of the requests is recorded; undefined where none is. */
  start(): TracedRequest | undefined;
  /** A step of something that is recorded. */
  child(of: TracedRequest): TracedRequest;
  record(record: TraceRecord): void;
}
