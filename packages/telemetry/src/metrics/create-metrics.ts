import type {
  HttpTraffic,
  PredictionLogStatus,
  RegistryStatus,
  ServedModels,
  ServingEvents,
  ServingStatistics,
  TracingStatus,
} from "@switchyard/core";
import { allMetrics } from "./all-metrics.ts";
import { LifecycleRecorder } from "./lifecycle-recorder.ts";
import { LoopLagMeter } from "./loop-lag-meter.ts";
import type { MetricFacts, ModelFacts, ProcessUsage, WorkerUsage } from "./metric-facts.ts";
import { writeMetrics } from "./write-metrics.ts";

export interface Metrics {
  /** What is counted hears of these. */
  readonly events: Partial<ServingEvents>;
  readonly contentType: string;
  /** All of them, in Prometheus' text format. */
  text(): Promise<string>;
}

/** What is asked whenever Prometheus asks. */
export interface MetricsSources {
  /** The models that are served. */
  readonly names: () => readonly string[];
  readonly statusOf: ServedModels["status"];
  readonly statisticsOf: ServingStatistics["statisticsOf"];
  readonly registryStatus: () => RegistryStatus;
  /** Nothing where no predictions are kept. */
  readonly predictionLogStatus: () => PredictionLogStatus | undefined;
  /** Nothing where no ways of requests are recorded. */
  readonly tracingStatus: () => TracingStatus | undefined;
  readonly http: () => HttpTraffic;
  readonly usageOf: (pid: number) => Promise<ProcessUsage>;
  readonly frontPids: () => readonly number[];
  readonly workerMemoryLimit: number | undefined;
  readonly version: string;
}

/** What Prometheus is told; nothing is measured for it before it asks. */
export function createMetrics(sources: MetricsSources): Metrics {
  const lifecycle = new LifecycleRecorder(sources.names);
  const loopLag = new LoopLagMeter();
  const metrics = Object.values(allMetrics).flat();
  let gathering: Promise<string> | undefined;
  const gather = async (): Promise<string> => {
    const facts = await gatherFacts(sources, lifecycle, loopLag);
    return writeMetrics(metrics, facts);
  };
  return {
    contentType: "text/plain; version=0.0.4; charset=utf-8",
    events: lifecycle.events,
    text: async () => {
      // However many ask at a time, processes are looked at once.
      gathering ??= gather().finally(() => (gathering = undefined));
      return await gathering;
    },
  };
}

async function gatherFacts(
  sources: MetricsSources,
  lifecycle: LifecycleRecorder,
  loopLag: LoopLagMeter,
): Promise<MetricFacts> {
  const { names, statusOf, statisticsOf } = sources;
  const models = names().map((name) => ({ status: statusOf(name), statistics: statisticsOf(name) }));
  const { usageOf, workerMemoryLimit, version } = sources;
  const [workers, fronts, gateway] = await Promise.all([
    workersOf(models, usageOf),
    Promise.all(sources.frontPids().map(usageOf)),
    usageOf(process.pid),
  ]);
  return {
    models,
    lifecycle: lifecycle.counts(),
    workers,
    workerMemoryLimit,
    fronts,
    gateway,
    startSeconds: performance.timeOrigin / 1000,
    loopLag: loopLag.read(),
    http: sources.http(),
    registry: sources.registryStatus(),
    predictionLog: sources.predictionLogStatus(),
    tracing: sources.tracingStatus(),
    version,
  };
}

async function workersOf(
  models: readonly ModelFacts[],
  usageOf: MetricsSources["usageOf"],
): Promise<readonly WorkerUsage[]> {
  const looks = models.flatMap(({ status: { name: model }, statistics }) =>
    (statistics?.versions ?? []).flatMap(({ version, gauges }) =>
      gauges.pids.map(async (pid) => ({ model, version, usage: await usageOf(pid) })),
    ),
  );
  return await Promise.all(looks);
}
