import type { PredictionLogStatus, RegistryStatus, ServingEvents } from "@switchyard/core";
import { Counter, Gauge, Registry } from "prom-client";

export interface Metrics {
  /** What is counted hears of these. */
  readonly events: Partial<ServingEvents>;
  readonly contentType: string;
  /** All of them, in Prometheus' text format. */
  text(): Promise<string>;
}

/** What is asked whenever Prometheus asks. */
export interface MetricsSources {
  readonly registryStatus: () => RegistryStatus;
  /** Nothing where no predictions are kept. */
  readonly predictionLogStatus: () => PredictionLogStatus | undefined;
}

/** What Prometheus is told; this is the one table of metric names. */
export function createMetrics({ registryStatus, predictionLogStatus }: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const swaps = new Counter({
    name: "model_swap_total",
    help: "Versions that took over from another one (switched), could not be loaded (failed), or were rolled back or refused (held)",
    labelNames: ["model", "result"],
    registers,
  });
  // oxlint-disable-next-line no-new -- it is asked by its registry
  new Gauge({
    name: "registry_lag_seconds",
    help: "Seconds since the registry last answered",
    registers,
    collect() {
      const { lagSeconds } = registryStatus();
      if (lagSeconds !== undefined) this.set(lagSeconds);
    },
  });
  countPredictions(registry, predictionLogStatus);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    events: {
      modelSwitched: ({ name: model }, from) => {
        if (from) swaps.inc({ model, result: "switched" });
      },
      modelHeld: ({ name: model }) => swaps.inc({ model, result: "held" }),
      modelStateChanged: ({ name: model }, state) => {
        if (state === "failed") swaps.inc({ model, result: "failed" });
      },
    },
  };
}

/** The log counts by itself. */
function countPredictions(registry: Registry, statusOf: MetricsSources["predictionLogStatus"]): void {
  // oxlint-disable-next-line no-new -- it is asked by its registry
  new Counter({
    name: "switchyard_predictions_logged_total",
    help: "Predictions that were kept (written), or could not be (dropped)",
    labelNames: ["result"],
    registers: [registry],
    collect() {
      const status = statusOf();
      this.reset();
      if (!status) return;
      for (const result of ["written", "dropped"] as const) this.inc({ result }, status[result]);
    },
  });
}
