import { setTimeout as delay } from "node:timers/promises";
import type { PredictionSink } from "@switchyard/core";
import { entryOf, type TakenPrediction } from "./entry-of.ts";
import type { Protection } from "./protect-fields.ts";

export interface PredictionWriterOptions {
  readonly sink: PredictionSink;
  readonly protection: Protection;
  /** How long a sink is waited for, and how often it is tried again before its entries are dropped. */
  readonly writeTimeoutMs: number;
  readonly maxTries: number;
  /** After the first failure; it doubles from one to the next. */
  readonly retryDelayMs: number;
  readonly onProgress: (progress: WriterProgress) => void;
}

/** How many predictions are done with since the beginning, and why the last try failed if it did. */
export interface WriterProgress {
  readonly written: number;
  readonly dropped: number;
  readonly failure: string | undefined;
}

const longestRetryDelayMs = 30_000;

/** Takes predictions at any pace, and brings them to their sink at its own. */
export class PredictionWriter {
  readonly #options: PredictionWriterOptions;
  readonly #waiting: TakenPrediction[] = [];
  readonly #ending = new AbortController();
  readonly #late = new AbortController();
  #written = 0;
  #dropped = 0;
  #tries = 0;
  #failure: string | undefined;
  #isRunning = false;
  #run = Promise.resolve();

  constructor(options: PredictionWriterOptions) {
    this.#options = options;
  }

  take(prediction: TakenPrediction): void {
    this.#waiting.push(prediction);
    if (!this.#isRunning) this.#run = this.#writeAll();
  }

  /** Writes what waits at once, until the signal says that it has been long enough. */
  async end(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#late.abort(), { once: true });
    this.#ending.abort();
    await this.#run;
    this.#done(this.#waiting.splice(0).length, "dropped");
    await this.#options.sink[Symbol.asyncDispose]();
  }

  async #writeAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0 && !this.#late.signal.aborted) {
      await this.#collect();
      const batch = this.#waiting.slice(0, this.#options.sink.maxEntries);
      const isOver = (await this.#write(batch)) || (await this.#mayDrop(batch.length));
      if (isOver) this.#waiting.splice(0, batch.length);
    }
    this.#isRunning = false;
  }

  /** A sink may want many entries at a time rather than the first at once. */
  async #collect(): Promise<void> {
    const { maxEntries, collectMs = 0 } = this.#options.sink;
    if (collectMs > 0 && this.#waiting.length < maxEntries) await this.#pause(collectMs);
  }

  async #write(batch: readonly TakenPrediction[]): Promise<boolean> {
    const { sink, protection, writeTimeoutMs } = this.#options;
    const signal = AbortSignal.any([AbortSignal.timeout(writeTimeoutMs), this.#late.signal]);
    try {
      await sink.write(
        batch.map((each) => entryOf(each, protection)),
        signal,
      );
      this.#tries = 0;
      this.#failure = undefined;
      this.#done(batch.length, "written");
      return true;
    } catch (thrown) {
      this.#tries += 1;
      this.#failure = thrown instanceof Error ? thrown.message : String(thrown);
      return false;
    }
  }

  /** After a failure: whether this was the last try; else waits for the next. */
  async #mayDrop(entries: number): Promise<boolean> {
    const { maxTries, retryDelayMs } = this.#options;
    if (this.#tries >= maxTries) {
      this.#tries = 0;
      this.#done(entries, "dropped");
      return true;
    }
    this.#done(0, "dropped");
    await this.#pause(Math.min(retryDelayMs * 2 ** (this.#tries - 1), longestRetryDelayMs));
    return false;
  }

  #done(count: number, how: "written" | "dropped"): void {
    if (how === "written") this.#written += count;
    else this.#dropped += count;
    this.#options.onProgress({ written: this.#written, dropped: this.#dropped, failure: this.#failure });
  }

  /** Over at once where it is to end. */
  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#ending.signal }).catch(() => undefined);
  }
}
