import type { Compilation } from "../compilation.ts";
import type { FetchedModel, ModelDescription } from "../model.ts";
import type { Residence } from "./residence.ts";
import type { TracedRequest } from "./tracing.ts";

/** What is asked of a model: MLflow's scoring protocol, the friendly form of `/predict`, or the Open Inference Protocol. */
export type Operation = "invocations" | "predict" | "infer";

/** A request whose body nobody has read yet. */
export interface EncodedRequest {
  readonly operation: Operation;
  readonly contentType: string;
  /** When its caller stops waiting, in milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly body: Uint8Array;
  /** Where its way is recorded. */
  readonly trace?: TracedRequest | undefined;
}

/** Who waits for an answer; one who has gone costs nothing more. */
export interface Caller {
  readonly gone: boolean;
}

export interface EncodedAnswer {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Milliseconds between arrival in the gateway and the frame that carried it. */
  readonly queueMs: number;
  /** Milliseconds that its batch took in the runtime. */
  readonly inferMs: number;
}

/** What a model's workers have done and are at. */
export interface ServableStatistics {
  readonly requests: number;
  readonly failures: number;
  /** Failures that are not their sender's: the model or its worker failed, or was too slow. */
  readonly faults: number;
  /** Answers by the milliseconds from arrival to answer: `latencyBoundsMs` says the upper bounds. */
  readonly latencies: readonly number[];
  readonly batches: number;
  readonly queued: number;
  readonly inFlight: number;
  readonly restarts: number;
  /** Process ids of the live workers; empty for workers that are threads. */
  readonly pids: readonly number[];
  /** Why there is no live worker just now. */
  readonly trouble: string | undefined;
}

/** A loaded model version: the only thing that can answer. Disposing it ends its workers. */
export interface ServableModel extends AsyncDisposable {
  readonly description: ModelDescription;
  /** Of models of other flavors: whether an ONNX companion answers for them, and why not. */
  readonly compilation?: Compilation | undefined;
  /** Where its workers can be put to rest. */
  readonly residence?: Residence;
  /** Throws `overloaded`, `deadline_exceeded`, `request_refused` or what the worker answered. */
  answer(request: EncodedRequest, caller: Caller): Promise<EncodedAnswer>;
  /** Callers ask from now on: what it was asked before were tests, and they are not counted with it. */
  beginToServe?(): void;
  statistics(): ServableStatistics;
}

/** Makes a fetched version servable: start its workers, load it there, warm it up. */
export type StartServable = (model: FetchedModel, signal: AbortSignal) => Promise<ServableModel>;
