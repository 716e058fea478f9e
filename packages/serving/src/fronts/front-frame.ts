import type {
  AnsweredLine,
  EncodedAnswer,
  ErrorRecord,
  HttpTraffic,
  ModelRef,
  ModelVersion,
  Operation,
  RequestIdentity,
  TracedRequest,
} from "@switchyard/core";
import type { NamedBody } from "../data-plane.ts";

/** Front to main process: what one request asks of a model. */
export interface AskFrame {
  readonly kind: "ask";
  readonly id: number;
  readonly model: ModelRef;
  readonly operation: Operation;
  readonly timeoutMs: number;
  /** Whether the bodies are answered by themselves, as the files of an upload are; else there is one. */
  readonly isEach: boolean;
  readonly bodies: readonly NamedBody[];
  /** Where its way is recorded. */
  readonly trace?: TracedRequest | undefined;
}

/** Front to main process: what it has recorded of requests, for whoever exports it. */
export interface TracesFrame {
  readonly kind: "traces";
  readonly text: string;
  readonly count: number;
}

/** Front to main process: a line of the log. */
export interface AnsweredLineFrame {
  readonly kind: "answered line";
  readonly line: AnsweredLine;
}

/** Front to main process: what failed there that nobody has foreseen. */
export interface FailedLineFrame {
  readonly kind: "failed line";
  readonly reason: string;
  readonly request: RequestIdentity;
}

/** Front to main process: nobody waits for this answer any more. */
export interface GoneFrame {
  readonly kind: "gone";
  readonly id: number;
}

/** Front to main process: it takes connections. */
export interface ListeningFrame {
  readonly kind: "listening";
}

/** Front to main process, now and then: what it has answered since it last said so. */
export interface CountedFrame {
  readonly kind: "counted";
  readonly traffic: HttpTraffic;
}

/** Main process to front: a version has answered. */
export interface AnsweredFrame {
  readonly kind: "answered";
  readonly id: number;
  /** The number by which a `model` frame has introduced the version. */
  readonly model: number;
  readonly answers: readonly EncodedAnswer[];
}

export interface RefusedFrame {
  readonly kind: "refused";
  readonly id: number;
  readonly error: ErrorRecord;
}

/** Main process to front, before the first answer of a version: what answers say of it. */
export interface ModelFrame {
  readonly kind: "model";
  readonly model: number;
  readonly version: ModelVersion;
  readonly digest: string;
}

/** How a front listens, and whom it lets ask. */
export interface FrontSetup {
  readonly host: string;
  readonly port: number;
  readonly maxBodyBytes: number;
  readonly requestTimeoutMs: number;
  readonly apiTokens: readonly string[];
  readonly adminToken: string | undefined;
  /** The model that paths without a name mean. */
  readonly root: { readonly model: string } | undefined;
  /** Where the main process answers what is no inference. */
  readonly mainPath: string;
  /** Which requests are recorded; none when it is left out. */
  readonly tracing?: FrontTracing | undefined;
}

/** The part of the requests that is recorded, and whether what their senders have decided counts more. */
export interface FrontTracing {
  readonly isParentBased: boolean;
  readonly ratio: number;
}

/** Main process to front. */
export type FrontOrder =
  | ({ readonly kind: "setup" } & FrontSetup)
  /** The models there are, by which names with an `@` are understood. */
  | { readonly kind: "names"; readonly names: readonly string[] }
  /** The part of the answers that are told in lines of the log. */
  | { readonly kind: "request lines"; readonly share: number }
  /** The gateway is about to end: keep no connection beyond its next answer. */
  | { readonly kind: "stopping" }
  /** Take no more connections, end what runs within the time, then end. */
  | { readonly kind: "close"; readonly timeoutMs: number };

/**
 * What goes on the link between a front and the main process. On the wire a frame is `u32 length | u8 kind |
 * fields`, as on a worker's link:
 *
 * | kind | fields |
 * |---|---|
 * | 1 ask | u32 id, text name, text version, text alias, text routing key (empty for none), u8 operation, f64 timeoutMs, u8 each, list of { text name, text content type, bytes body }, text trace, where there is one: text span, text parent, text state |
 * | 2 gone | u32 id |
 * | 3 answered | u32 id, u32 model, list of { f64 queueMs, f64 inferMs, text content type, bytes body } |
 * | 4 refused | u32 id, text code, text message |
 * | 5 any other | one text: the frame as JSON |
 */
export type FrontFrame =
  | AskFrame
  | TracesFrame
  | AnsweredLineFrame
  | FailedLineFrame
  | GoneFrame
  | ListeningFrame
  | CountedFrame
  | AnsweredFrame
  | RefusedFrame
  | ModelFrame
  | FrontOrder;
