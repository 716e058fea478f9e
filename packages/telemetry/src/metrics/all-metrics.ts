import { gatewayMetrics } from "./gateway-metrics.ts";
import { lifecycleMetrics } from "./lifecycle-metrics.ts";
import type { Metric } from "./metric.ts";
import { processMetrics } from "./process-metrics.ts";
import { requestMetrics } from "./request-metrics.ts";
import { tritonMetrics } from "./triton-metrics.ts";

/** What Prometheus is told, in groups as people look for it; this is the one table of metric names. */
export const allMetrics: Readonly<Record<string, readonly Metric[]>> = {
  "Requests of models": requestMetrics,
  "Versions and workers": lifecycleMetrics,
  "Memory and processor": processMetrics,
  "The gateway": gatewayMetrics,
  "The names of NVIDIA Triton": tritonMetrics,
};
