import { availableParallelism } from "node:os";
import type {
  Compilation,
  FetchedModel,
  ServableModel,
  ServingEvents,
  StartWorker,
  Tracing,
  WorkerHost,
} from "@switchyard/core";
import { threadWorkers } from "@switchyard/model-worker/threads";
import { pythonWorkerCommand } from "@switchyard/python-worker";
import {
  CpuBudget,
  type StatisticsBook,
  WorkerModel,
  type WakingOptions,
  type WorkerCommand,
  type WorkerModelOptions,
} from "@switchyard/serving";
import type { Config, ModelSettings } from "../config/config.ts";
import { settingsOf } from "../settings-of.ts";
import { workerCommand } from "../worker-command.ts";

export interface WorkerModelsOptions {
  readonly config: Config;
  /** Where fetched models are kept, and what was made of them. */
  readonly cacheDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts a worker that is a process. */
  readonly startProcess: (command: WorkerCommand) => WorkerHost;
  readonly events: ServingEvents;
  readonly statistics?: StatisticsBook | undefined;
  /** Records what workers have in hand, where anybody does. */
  readonly tracing?: Tracing | undefined;
  /** Waits for its turn among the models that come back from rest. */
  readonly inTurn?: WakingOptions["inTurn"];
}

/** What a version is started with, beside the settings of its model. */
export interface StartOptions {
  readonly compilation?: Compilation | undefined;
  /** Other than the model's. */
  readonly replicas?: number;
}

export interface PythonStartOptions extends StartOptions {
  readonly interpreter: string;
  /** Whether what the model prints goes nowhere. */
  readonly isQuiet?: boolean;
}

/** Starts versions in workers of their own, as the settings of their models say. */
export class WorkerModels {
  readonly #options: WorkerModelsOptions;
  readonly #threads = threadWorkers();
  readonly #cpu = new CpuBudget({ cores: availableParallelism() });

  constructor(options: WorkerModelsOptions) {
    this.#options = options;
  }

  /** How long a version may take until it serves. */
  get loadTimeoutMs(): number {
    return this.#options.config.loadTimeoutMs;
  }

  /** In ONNX Runtime, from the graph that the manifest names. */
  async native(model: FetchedModel, options: StartOptions, signal: AbortSignal): Promise<ServableModel> {
    const { isolation } = this.#settingsOf(model);
    const { env, cacheDirectory } = this.#options;
    const start =
      isolation === "thread" ? this.#threads : this.#processes(workerCommand(env, cacheDirectory));
    const worked = { ...this.#optionsFor(model, options), start };
    // A worker that is a thread runs its session itself.
    const workers = isolation === "thread" ? 0 : worked.worker.workers;
    return await WorkerModel.start(model, { ...worked, worker: { ...worked.worker, workers } }, signal);
  }

  /** In the interpreter given, which has MLflow and what the model needs. */
  async python(
    model: FetchedModel,
    { interpreter, isQuiet = false, ...options }: PythonStartOptions,
    signal: AbortSignal,
  ): Promise<ServableModel> {
    const { workers: threads } = this.#settingsOf(model);
    const command = pythonWorkerCommand(interpreter, this.#options.env, { threads, isQuiet });
    const start = this.#processes(command);
    return await WorkerModel.start(model, { ...this.#optionsFor(model, options), start }, signal);
  }

  #processes(command: WorkerCommand): StartWorker {
    return () => this.#options.startProcess(command);
  }

  #settingsOf({ version }: FetchedModel): ModelSettings {
    return settingsOf(this.#options.config, version.name);
  }

  #optionsFor(
    model: FetchedModel,
    { compilation, replicas }: StartOptions,
  ): Omit<WorkerModelOptions, "start"> {
    const { config, events, statistics, tracing, inTurn = (wake) => wake() } = this.#options;
    const settings = this.#settingsOf(model);
    const { workers, maxBatchRows, latencyTargetMs, weights, labels, json, maxQueued, priority } = settings;
    return {
      worker: { workers, maxBatchRows, latencyTargetMs, weights, labels, json },
      replicas: replicas ?? settings.replicas,
      maxQueued,
      cpu: this.#cpu,
      priority,
      loadTimeoutMs: config.loadTimeoutMs,
      events,
      statistics,
      tracing,
      compilation,
      waking: { holdMs: config.memory.holdMs, inTurn },
    };
  }
}
