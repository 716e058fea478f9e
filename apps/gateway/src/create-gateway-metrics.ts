import type { PredictionLog, RegistryStatus } from "@switchyard/core";
import { TrafficRecorder } from "@switchyard/http";
import { processUsage } from "@switchyard/serving";
import { createMetrics, type Metrics, type TraceRecorder } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import type { OpenFronts } from "./fronts/open-fronts.ts";
import type { Models } from "./models.ts";
import { version } from "./version.ts";

export interface GatewayParts {
  readonly config: Config;
  readonly models: () => Pick<Models, "served" | "statistics">;
  readonly fronts: () => Pick<OpenFronts, "pids" | "active"> | undefined;
  readonly registryStatus: () => RegistryStatus;
  readonly predictionLog: PredictionLog | undefined;
  readonly tracing: Pick<TraceRecorder, "status"> | undefined;
}

export interface GatewayMetrics {
  readonly metrics: Metrics;
  /** Counts what is asked over HTTP. */
  readonly traffic: TrafficRecorder;
}

/** What the gateway tells Prometheus of itself, asked when Prometheus asks. */
export function createGatewayMetrics(parts: GatewayParts): GatewayMetrics {
  const { config, models, fronts, registryStatus, predictionLog, tracing } = parts;
  const traffic = new TrafficRecorder();
  const metrics = createMetrics({
    names: () => models().served.names(),
    statusOf: (name) => models().served.status(name),
    statisticsOf: (name) => models().statistics.statisticsOf(name),
    registryStatus,
    predictionLogStatus: () => predictionLog?.status(),
    tracingStatus: () => tracing?.status(),
    http: () => {
      const { active, series } = traffic.snapshot();
      return { active: active + (fronts()?.active() ?? 0), series };
    },
    usageOf: processUsage,
    frontPids: () => fronts()?.pids() ?? [],
    workerMemoryLimit: config.memory.maxBytes,
    version,
  });
  return { metrics, traffic };
}
