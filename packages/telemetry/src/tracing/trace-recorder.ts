import {
  parseTraceparent,
  type TracedRequest,
  type TraceHeaders,
  type TraceParent,
  type TraceRecord,
  type Tracing,
  type TracingStatus,
} from "@switchyard/core";
import type { Sampler } from "./sampler.ts";
import { isInPart, TraceIds } from "./trace-ids.ts";

/** Records on their way, as one text: what makes spans of them is in another thread or process. */
export interface RecordedTraces {
  /** Records as JSON, and what turns their times into milliseconds since the epoch. */
  readonly text: string;
  readonly count: number;
}

/** The way to whoever exports. */
export interface TraceChannel {
  /** Returns at once. */
  send(traces: RecordedTraces): void;
  /** Lets what waits be exported for so long; resolves at its end. */
  end(timeoutMs: number): Promise<void>;
}

export interface TraceRecorderOptions {
  readonly sampler: Sampler;
  readonly openChannel: (onStatus: (status: TracingStatus) => void) => TraceChannel;
  /** Beyond so many records that nobody has exported yet, the next are dropped. */
  readonly maxWaiting: number;
  /** How long the last of them may take. */
  readonly endTimeoutMs: number;
  /** Hears why traces cannot be exported, whenever that changes. */
  readonly onFailure?: (reason: string) => void;
}

/** So many records are sent at once, so that making a text of them never takes long. */
const mostTogether = 256;
const flushMs = 1000;
/** As W3C bounds it; a longer one is left out. */
const longestState = 512;

/** Decides what is recorded, and hands records on, as many as are taken off its hands. */
export class TraceRecorder implements Tracing, AsyncDisposable {
  readonly #options: TraceRecorderOptions;
  readonly #channel: TraceChannel;
  readonly #ids = new TraceIds();
  #records: TraceRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #refused = 0;
  #status: TracingStatus = { exported: 0, dropped: 0, failure: undefined };

  constructor(options: TraceRecorderOptions) {
    this.#options = options;
    this.#channel = options.openChannel((status) => this.#onStatus(status));
  }

  begin(headers: TraceHeaders): TracedRequest | undefined {
    const given = headers["traceparent"];
    const parent = given === undefined ? undefined : parseTraceparent(given);
    if (parent) return this.#continue(parent, headers["tracestate"]);
    return this.#begin(this.#options.sampler.ratio);
  }

  start(): TracedRequest | undefined {
    return this.#options.sampler.ratio > 0 ? this.#begin(1) : undefined;
  }

  child({ traceId, spanId, state }: TracedRequest): TracedRequest {
    return { traceId, spanId: this.#ids.span(), parentId: spanId, state };
  }

  record(record: TraceRecord): void {
    if (this.#isFull(1)) return;
    this.#records.push(record);
    if (this.#records.length >= mostTogether) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), flushMs).unref();
  }

  /** Hands on what another process has recorded. */
  forward(traces: RecordedTraces): void {
    if (this.#isFull(traces.count)) return;
    this.#sent += traces.count;
    this.#channel.send(traces);
  }

  status(): TracingStatus {
    return { ...this.#status, dropped: this.#status.dropped + this.#refused };
  }

  /** Exports what waits, as far as the time for it goes. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#flush();
    await this.#channel.end(this.#options.endTimeoutMs);
  }

  #begin(ratio: number): TracedRequest | undefined {
    const traceId = this.#ids.trace(ratio);
    return traceId === undefined ? undefined : { traceId, spanId: this.#ids.span(), parentId: "", state: "" };
  }

  #continue({ traceId, spanId, isSampled }: TraceParent, state: unknown): TracedRequest | undefined {
    const { isParentBased, ratio } = this.#options.sampler;
    if (isParentBased ? !isSampled : !isInPart(traceId, ratio)) return undefined;
    return { traceId, spanId: this.#ids.span(), parentId: spanId, state: stateOf(state) };
  }

  #isFull(count: number): boolean {
    const { exported, dropped } = this.#status;
    const waiting = this.#sent - exported - dropped + this.#records.length;
    if (waiting + count <= this.#options.maxWaiting) return false;
    this.#refused += count;
    return true;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const records = this.#records;
    if (records.length === 0) return;
    this.#records = [];
    this.#sent += records.length;
    const epochMs = Date.now() - performance.now();
    this.#channel.send({ text: JSON.stringify({ epochMs, records }), count: records.length });
  }

  #onStatus(status: TracingStatus): void {
    const { failure } = status;
    if (failure !== undefined && failure !== this.#status.failure) this.#options.onFailure?.(failure);
    this.#status = status;
  }
}

function stateOf(state: unknown): string {
  return typeof state === "string" && state.length <= longestState ? state : "";
}
