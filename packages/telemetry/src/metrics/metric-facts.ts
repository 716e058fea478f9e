import type {
  HttpTraffic,
  ModelStatistics,
  ModelStatus,
  PredictionLogStatus,
  RegistryStatus,
  TracingStatus,
} from "@switchyard/core";
import type { LifecycleCounts } from "./lifecycle-recorder.ts";

/** What a process has used so far, as far as the system tells. */
export interface ProcessUsage {
  readonly pid: number;
  readonly cpuSeconds: number | undefined;
  /** All its pages that are in memory, also those that it shares. */
  readonly residentBytes: number | undefined;
  /** Its own pages, and its part of those that it shares. */
  readonly shareBytes: number | undefined;
}

/** A worker of a version. */
export interface WorkerUsage {
  readonly model: string;
  readonly version: string;
  readonly usage: ProcessUsage;
}

/** How late the event loop's turns are, in seconds, since the last look. */
export interface LoopLag {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/** A model that is served, and what it has done. */
export interface ModelFacts {
  readonly status: ModelStatus;
  readonly statistics: ModelStatistics | undefined;
}

/** All that metrics are made of, at one moment. */
export interface MetricFacts {
  readonly models: readonly ModelFacts[];
  readonly lifecycle: LifecycleCounts;
  readonly workers: readonly WorkerUsage[];
  /** Bytes that all workers together may hold, where that is limited. */
  readonly workerMemoryLimit: number | undefined;
  /** The processes that take connections beside the gateway's own. */
  readonly fronts: readonly ProcessUsage[];
  readonly gateway: ProcessUsage;
  readonly startSeconds: number;
  readonly loopLag: LoopLag;
  readonly http: HttpTraffic;
  readonly registry: RegistryStatus;
  readonly predictionLog: PredictionLogStatus | undefined;
  readonly tracing: TracingStatus | undefined;
  /** Of the program. */
  readonly version: string;
}
