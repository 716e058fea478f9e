import type { AnsweredPrediction, PredictionLog, PredictionLogStatus } from "@switchyard/core";
import { takeBody, type TakenBody, type TakenPrediction } from "./entry-of.ts";
import type { WriterProgress } from "./prediction-writer.ts";

/** The way to whoever writes predictions, in a thread of its own. */
export interface PredictionChannel {
  /** Returns at once. */
  send(prediction: TakenPrediction): void;
  /** Lets what waits be written for so long; resolves at its end. */
  end(timeoutMs: number): Promise<void>;
}

export interface PredictionRecorderOptions {
  readonly openChannel: (onProgress: (progress: WriterProgress) => void) => PredictionChannel;
  /** Where predictions are kept, for people. */
  readonly target: string;
  /** The models of which any are kept; all when left out. */
  readonly models?: readonly string[] | undefined;
  /** The part of the predictions that are kept, from 0 to 1. */
  readonly sample: number;
  /** Beyond so many, or so many bytes of them, the next are dropped. */
  readonly maxWaiting: number;
  readonly maxWaitingBytes: number;
  /** A longer body is not read; its size is kept. */
  readonly maxBodyBytes: number;
  readonly endTimeoutMs: number;
}

/** Samples predictions and hands them on, as many as are taken off its hands. */
export class PredictionRecorder implements PredictionLog {
  readonly #options: PredictionRecorderOptions;
  readonly #channel: PredictionChannel;
  /** Sizes of those handed on, oldest first. */
  readonly #sizes: number[] = [];
  #waitingBytes = 0;
  #refused = 0;
  #progress: WriterProgress = { written: 0, dropped: 0, failure: undefined };

  constructor(options: PredictionRecorderOptions) {
    this.#options = options;
    this.#channel = options.openChannel((progress) => this.#onProgress(progress));
  }

  record({ asked, answered, ...prediction }: AnsweredPrediction): void {
    if (!this.#isKept(prediction.model.name)) return;
    const { maxBodyBytes, maxWaiting, maxWaitingBytes } = this.#options;
    // Tensors have no fields that protection could find by their names.
    const readBytes = prediction.operation === "infer" ? 0 : maxBodyBytes;
    const bodies = { asked: takeBody(asked, readBytes), answered: takeBody(answered, readBytes) };
    const sizeBytes = sizeOf(bodies.asked) + sizeOf(bodies.answered);
    if (this.#sizes.length >= maxWaiting || this.#waitingBytes + sizeBytes > maxWaitingBytes) {
      this.#refused += 1;
      return;
    }
    this.#sizes.push(sizeBytes);
    this.#waitingBytes += sizeBytes;
    this.#channel.send({ ...prediction, ...bodies, time: Date.now() });
  }

  status(): PredictionLogStatus {
    const { written, dropped, failure } = this.#progress;
    return {
      state: failure === undefined ? "ok" : "failing",
      target: this.#options.target,
      written,
      dropped: dropped + this.#refused,
      waiting: this.#sizes.length,
      reason: failure,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#channel.end(this.#options.endTimeoutMs);
  }

  #isKept(name: string): boolean {
    const { models, sample } = this.#options;
    return (models?.includes(name) ?? true) && (sample === 1 || Math.random() < sample);
  }

  #onProgress(progress: WriterProgress): void {
    const { written, dropped } = this.#progress;
    const done = progress.written + progress.dropped - written - dropped;
    for (const sizeBytes of this.#sizes.splice(0, done)) this.#waitingBytes -= sizeBytes;
    this.#progress = progress;
  }
}

function sizeOf({ json }: TakenBody): number {
  return json?.byteLength ?? 0;
}
