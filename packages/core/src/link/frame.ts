import type { ErrorRecord } from "../errors.ts";
import type { ModelDescription, ModelManifest } from "../model.ts";
import type { Outcome } from "../outcome.ts";
import type { EncodedRequest } from "../ports/servable-model.ts";
import type { Logger } from "../ports/telemetry.ts";

/** How a worker loads and runs its model. */
export interface WorkerOptions {
  /** Threads that run the session beside the one that decodes; 0 for none, `auto` to let the warm-up decide. */
  readonly workers: number | "auto";
  /** Rows of different requests that one run may hold. */
  readonly maxBatchRows: number | undefined;
  /** How long an answer should take at most: runs hold no more rows than half of it allows. */
  readonly latencyTargetMs?: number | undefined;
  /** Whether weights that lie in files of their own are held once for all processes; batches are slower then. */
  readonly weights?: "own" | "shared";
  /** Class names that override those beside the model. */
  readonly labels: readonly string[] | undefined;
  /** How answers write NaN and infinities: `null`, or Python's bare tokens. */
  readonly json: "strict" | "python";
}

/** The name and version under which a model is served. */
export interface ServedName {
  readonly name: string;
  readonly version: string;
}

/** Gateway to worker, first: what to load. Answered by `ready` or `failed`. */
export interface LoadFrame {
  readonly kind: "load";
  /** Directory that holds `MLmodel`. */
  readonly directory: string;
  readonly manifest: ModelManifest;
  /** What clients know the model as. */
  readonly served: ServedName;
  readonly options: WorkerOptions;
}

/** Worker to gateway: loaded and warmed up. */
export interface ReadyFrame {
  readonly kind: "ready";
  readonly description: ModelDescription;
  /** Threads that run the session; 0 when the main thread does. */
  readonly threads: number;
  /** Milliseconds of one run on the warm-up input. */
  readonly warmRunMs: number;
  /** Resident memory of the process. */
  readonly memoryBytes: number;
  /** What it takes at a time, where it knows better than the gateway. */
  readonly frames?: WorkerFrames;
  /** What the gateway may ask it before anybody else does, where it answers that in no time. */
  readonly rehearsal?: Rehearsal;
}

/** A request that stands for those that will come. */
export interface Rehearsal extends Pick<EncodedRequest, "operation" | "contentType"> {
  readonly body: string;
}

/** How a worker wants its requests. */
export interface WorkerFrames {
  /** Frames that it works at or keeps waiting at a time. */
  readonly inFlight: number;
  /** Requests in a frame. */
  readonly maxRequests: number;
}

/** Worker to gateway: why it cannot load; it ends after this. */
export interface FailedFrame {
  readonly kind: "failed";
  readonly error: ErrorRecord;
}

/** Requests that travel together; answered by one `answers` frame of the same id and order. */
export interface BatchFrame {
  readonly kind: "batch";
  readonly id: number;
  /** Whether the worker says `begun` before it looks at them. */
  readonly announce: boolean;
  readonly requests: readonly EncodedRequest[];
}

/** Worker to gateway: it has a batch in hand, so that its death now may be the batch's doing. */
export interface BegunFrame {
  readonly kind: "begun";
  readonly id: number;
}

/** What a worker answers to one request. */
export interface WorkerAnswer {
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly inferMs: number;
}

/** What a worker did for the answers of a frame. */
export interface FrameWork {
  /** Milliseconds until the bytes of all that was answered together were the model's inputs. */
  readonly decodeMs: number;
  /** Milliseconds from the model's outputs to the bytes of all those answers. */
  readonly encodeMs: number;
  /** The rows of each run; of frames that were answered together, one tells them. */
  readonly runRows: readonly number[];
}

export interface AnswersFrame {
  readonly kind: "answers";
  readonly id: number;
  readonly work: FrameWork;
  readonly answers: readonly Outcome<WorkerAnswer>[];
}

/** Worker to gateway: a line for the log. */
export interface LogFrame {
  readonly kind: "log";
  readonly level: keyof Logger;
  readonly message: string;
}

/** Gateway to worker, last: answer what you have, then end. */
export interface DrainFrame {
  readonly kind: "drain";
}

/**
 * What goes on the link between the gateway and a worker. On the wire a frame is
 * `u32 length | u8 kind | fields`, all numbers little-endian, texts (UTF-8) and bytes behind a u32 length,
 * lists behind a u32 count:
 *
 * | kind | fields |
 * |---|---|
 * | 1 load, 2 ready, 3 failed, 6 log | one text: the frame as JSON, integers of any size as their digits |
 * | 4 batch | u32 id, u8 announce, list of { u8 operation, text content type, f64 deadline, bytes body } |
 * | 5 answers | u32 id, f64 decodeMs, f64 encodeMs, list of { u32 rows }, list of { u8 1, text content type, f64 inferMs, bytes body } or { u8 0, text code, text message } |
 * | 7 drain | none |
 * | 8 begun | u32 id |
 *
 * Operations: 0 invocations, 1 predict, 2 infer. Deadlines are milliseconds since the epoch. Tensors behind a JSON
 * header (`tensorsContentType`) begin at a multiple of eight bytes of the frame after its length: spaces behind their
 * content type see to that, so that a worker can read them where they lie.
 */
export type Frame =
  | LoadFrame
  | ReadyFrame
  | FailedFrame
  | BatchFrame
  | BegunFrame
  | AnswersFrame
  | LogFrame
  | DrainFrame;
