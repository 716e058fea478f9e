import type { RegistryStatus, ServingEvents } from "@switchyard/core";
import { Counter, Gauge, Registry } from "prom-client";

export interface Metrics {
  /** What is counted hears of these. */
  readonly events: Partial<ServingEvents>;
  readonly contentType: string;
  /** All of them, in Prometheus' text format. */
  text(): Promise<string>;
}

/** What Prometheus is told; this is the one table of metric names. */
export function createMetrics(registryStatus: () => RegistryStatus): Metrics {
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
