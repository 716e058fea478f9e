import {
  GatewayError,
  type Caller,
  type Compilation,
  type EncodedAnswer,
  type EncodedRequest,
  type FetchedModel,
  type ModelDescription,
  type Residence,
  type ServableModel,
  type ServableStatistics,
  type ServingEvents,
  type ServingGauges,
  type StartWorker,
  type Tracing,
  type WorkerOptions,
} from "@switchyard/core";
import type { CpuBudget } from "./cpu/cpu-budget.ts";
import { FrameTracer } from "./frame-tracer.ts";
import { RequestBatcher, type RequestBatcherOptions } from "./request-batcher.ts";
import type { Opened, StatisticsBook } from "./statistics/statistics-book.ts";
import { WorkerCrew } from "./worker-crew.ts";
import type { WorkerLink } from "./worker-link.ts";
import { WorkerResidence } from "./worker-residence.ts";

export interface WorkerModelOptions {
  readonly start: StartWorker;
  readonly worker: WorkerOptions;
  /** Workers that serve this version side by side. */
  readonly replicas: number;
  readonly maxQueued: number;
  /** The processor that all models share, and this one's part of it. */
  readonly cpu: CpuBudget;
  readonly priority: number;
  readonly loadTimeoutMs: number;
  readonly events: ServingEvents;
  /** Where it is counted what callers ask, once it serves. */
  readonly statistics?: StatisticsBook | undefined;
  /** Records what workers have in hand, where anybody does. */
  readonly tracing?: Tracing | undefined;
  /** How it came to its workers, where there was a choice. */
  readonly compilation?: Compilation | undefined;
  /** How it comes back from rest: all at once, and requests wait for it, where nothing is said. */
  readonly waking?: WakingOptions | undefined;
}

export interface WakingOptions {
  /** How long requests are held meanwhile; longer ones are told to come again. */
  readonly holdMs: number;
  /** Waits for its turn among the models that wake. */
  readonly inTurn: (wake: () => Promise<void>) => Promise<void>;
}

/** Many small frames, so that gateway, worker and callers work at the same time instead of by turns. */
const frameLimits = {
  maxQueuedBytes: 256 * 1024 * 1024,
  framesInFlight: 8,
  maxFrameRequests: 16,
  maxFrameBytes: 1024 * 1024,
  hungAfterMs: 10_000,
} satisfies Partial<RequestBatcherOptions>;

const wakesAtOnce: WakingOptions = { holdMs: 2000, inTurn: (wake) => wake() };

/** A model version in workers of its own; disposing it ends them, so that their memory returns to the system. */
export class WorkerModel implements ServableModel {
  readonly #model: FetchedModel;
  readonly #options: WorkerModelOptions;
  readonly #batcher: RequestBatcher;
  readonly #residence: WorkerResidence;
  #description: ModelDescription | undefined;
  #trouble: GatewayError | undefined;
  #opened: Opened | undefined;

  private constructor(model: FetchedModel, options: WorkerModelOptions) {
    this.#model = model;
    this.#options = options;
    const { maxQueued, cpu, priority, tracing } = options;
    const tracer = tracing && new FrameTracer({ tracing, version: model.version });
    this.#batcher = new RequestBatcher({ ...frameLimits, maxQueued, cpu, priority, tracer });
    this.#residence = new WorkerResidence({
      ...(options.waking ?? wakesAtOnce),
      subject: this.#subject,
      batcher: this.#batcher,
      createCrew: () => this.#createCrew(),
      onWoken: (durationMs) => options.events.modelWoken(model.version, durationMs),
      onRenewed: (pids) => pids.forEach((pid) => options.events.workerEnded(model.version, pid, "memory")),
    });
  }

  /** Resolves when every replica has loaded the model and warmed it up; throws `load_failed` when one cannot. */
  static async start(
    model: FetchedModel,
    options: WorkerModelOptions,
    signal: AbortSignal,
  ): Promise<WorkerModel> {
    const servable = new WorkerModel(model, options);
    try {
      const [link] = await servable.#residence.crew.start(signal);
      servable.#description = link?.ready.description;
      return servable;
    } catch (thrown) {
      await servable[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  get description(): ModelDescription {
    if (this.#description) return this.#description;
    throw new Error("the model is not ready");
  }

  get compilation(): Compilation | undefined {
    return this.#options.compilation;
  }

  get residence(): Residence {
    return this.#residence;
  }

  answer(request: EncodedRequest, caller: Caller): Promise<EncodedAnswer> {
    this.#residence.ask();
    return this.#batcher.add(request, caller);
  }

  beginToServe(): void {
    this.#opened ??= this.#options.statistics?.open(this.#model.version, () => this.#gauges());
    if (this.#opened) this.#batcher.recorder = this.#opened.recorder;
  }

  statistics(): ServableStatistics {
    const { recorder, batches } = this.#batcher;
    const { requests, failures, durations } = recorder.snapshot();
    const { queued, inFlight, restarts, pids } = this.#gauges();
    return {
      requests,
      failures: Object.values(failures).reduce((sum, count) => sum + count, 0),
      faults: recorder.faults,
      latencies: durations.request.counts,
      batches,
      queued,
      inFlight,
      restarts,
      pids,
      trouble: this.#trouble?.message,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#residence[Symbol.asyncDispose]();
    this.#batcher[Symbol.dispose]();
    this.#opened?.[Symbol.dispose]();
  }

  #gauges(): ServingGauges {
    const { links } = this.#residence.crew;
    return {
      queued: this.#batcher.queued,
      maxQueued: this.#options.maxQueued,
      inFlight: this.#batcher.inFlight,
      restarts: this.#residence.restarts,
      workers: links.length,
      pids: links.flatMap(({ pid }) => (pid > 0 ? [pid] : [])),
    };
  }

  get #subject(): string {
    const { name, version } = this.#model.version;
    return `${name} ${version}`;
  }

  #createCrew(): WorkerCrew {
    const { version, directory, manifest } = this.#model;
    const served = { name: version.name, version: version.version };
    const { start, worker, replicas, loadTimeoutMs, events } = this.#options;
    return new WorkerCrew({
      replicas,
      version,
      start,
      load: { directory, manifest, served, options: worker },
      loadTimeoutMs,
      events,
      onUp: (link) => this.#open(link),
      onDown: (link) => this.#close(link),
      onTrouble: (error) => this.#suspend(error),
    });
  }

  #open(link: WorkerLink): void {
    this.#trouble = undefined;
    this.#residence.up();
    this.#batcher.open(link);
  }

  #close(link: WorkerLink): { readonly answered: boolean } {
    this.#batcher.close(link);
    return { answered: link.answeredFrames > 0 };
  }

  #suspend(error: GatewayError): void {
    this.#trouble = error;
    this.#batcher.suspend(
      new GatewayError("model_not_ready", `${this.#subject} has no worker: ${error.message}`),
    );
  }
}
