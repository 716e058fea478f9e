import { httpBoundsSeconds } from "@switchyard/core";
import type { Metric } from "./metric.ts";

/** What is asked of the gateway, and what it knows of its surroundings. */
export const gatewayMetrics: readonly Metric[] = [
  {
    name: "http_server_request_duration_seconds",
    type: "histogram",
    help: "Time of HTTP requests, as OpenTelemetry names it; without a route where none of ours was asked",
    labels: ["http_route", "http_request_method", "http_response_status_code"],
    samples: ({ http }) =>
      http.series.map(({ route, method, status, durations }) => ({
        labels: {
          http_route: route,
          http_request_method: method,
          http_response_status_code: String(status),
        },
        bounds: httpBoundsSeconds,
        values: durations,
      })),
  },
  {
    name: "http_server_active_requests",
    type: "gauge",
    help: "HTTP requests that have no answer yet",
    labels: [],
    samples: ({ http }) => [{ labels: {}, value: http.active }],
  },
  {
    name: "registry_lag_seconds",
    type: "gauge",
    help: "Seconds since the registry last answered",
    labels: [],
    samples: ({ registry: { lagSeconds } }) =>
      lagSeconds === undefined ? [] : [{ labels: {}, value: lagSeconds }],
  },
  {
    name: "registry_up",
    type: "gauge",
    help: "Whether the registry answered when it was last asked (1)",
    labels: [],
    samples: ({ registry: { state } }) => [{ labels: {}, value: state === "current" ? 1 : 0 }],
  },
  {
    name: "switchyard_predictions_logged_total",
    type: "counter",
    help: "Predictions that were kept (written), or could not be (dropped)",
    labels: ["result"],
    samples: ({ predictionLog }) =>
      predictionLog
        ? (["written", "dropped"] as const).map((result) => ({
            labels: { result },
            value: predictionLog[result],
          }))
        : [],
  },
  {
    name: "switchyard_trace_records_total",
    type: "counter",
    help: "Requests, frames and steps whose spans were sent (exported), or could not be (dropped)",
    labels: ["result"],
    samples: ({ tracing }) =>
      tracing
        ? (["exported", "dropped"] as const).map((result) => ({ labels: { result }, value: tracing[result] }))
        : [],
  },
  {
    name: "switchyard_build_info",
    type: "gauge",
    help: "The program; always 1",
    labels: ["version"],
    samples: ({ version }) => [{ labels: { version }, value: 1 }],
  },
];
