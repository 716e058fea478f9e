import type { ModelVersion } from "../model.ts";
import type { EncodedBody } from "./codec.ts";
import type { Operation } from "./servable-model.ts";

/** A request that was answered, and its answer; nobody has read either. */
export interface AnsweredPrediction {
  readonly requestId: string;
  readonly model: ModelVersion;
  /** Of the version's files. */
  readonly digest: string;
  /** The model's columns in their order, by which rows without names are named. */
  readonly columns: readonly string[];
  readonly operation: Operation;
  readonly asked: EncodedBody;
  readonly answered: EncodedBody;
  readonly durationMs: number;
}

/** How keeping predictions goes. */
export interface PredictionLogStatus {
  /** `failing` from the first that cannot be kept until one is kept again. */
  readonly state: "ok" | "failing";
  /** Where they are kept, for people. */
  readonly target: string;
  readonly written: number;
  /** Not kept because too many were waiting, or because they could not be written. */
  readonly dropped: number;
  readonly waiting: number;
  /** Why it is failing. */
  readonly reason: string | undefined;
}

/** Keeps predictions beside their answers' path: nothing waits for it, and its failures change no answer. */
export interface PredictionLog extends AsyncDisposable {
  /** Returns at once, and throws nothing. */
  record(prediction: AnsweredPrediction): void;
  status(): PredictionLogStatus;
}

/** A prediction that has been read, with nothing in it that must not be kept. */
export interface PredictionEntry {
  /** ISO 8601, with milliseconds. */
  readonly time: string;
  readonly model: string;
  readonly version: string;
  readonly digest: string;
  readonly request_id: string;
  readonly operation: Operation;
  readonly duration_ms: number;
  /** One object of features for each row, where the request was JSON; else what it was. */
  readonly inputs: readonly unknown[];
  /** For each row, where there are as many; else the whole answer. */
  readonly predictions: readonly unknown[];
}

/** A place for predictions. */
export interface PredictionSink extends AsyncDisposable {
  /** How many it takes at a time. */
  readonly maxEntries: number;
  /** How long more of them are waited for when there are fewer; not at all when left out. */
  readonly collectMs?: number;
  /** Keeps all of them, or throws. */
  write(entries: readonly PredictionEntry[], signal: AbortSignal): Promise<void>;
}
