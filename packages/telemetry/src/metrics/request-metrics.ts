import { failureReasons, latencyBoundsMs, runRowsBounds, stages, type Distribution } from "@switchyard/core";
import { coarser } from "./coarser.ts";
import type { HistogramSample, Labels, Metric } from "./metric.ts";
import { versionsIn } from "./version-facts.ts";

const ofVersion = ["model", "version"] as const;

/** Fewer than are counted: each is a series of every version. */
const requestBoundsMs = [
  0.5,
  1,
  2,
  3,
  5,
  7.5,
  10,
  20,
  30,
  50,
  100,
  200,
  500,
  1000,
  2000,
  5000,
  10_000,
  Infinity,
];
const stageBoundsMs = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 50, 100, 500, 1000, 5000, Infinity];

/** What becomes of each model's requests. */
export const requestMetrics: readonly Metric[] = [
  {
    name: "model_requests_total",
    type: "counter",
    help: "Requests of a model, whatever became of them; without a version where none served",
    labels: ofVersion,
    samples: (facts) => [
      ...versionsIn(facts).map((each) => ({ labels: each.labels, value: each.counts.requests })),
      ...facts.models.flatMap(({ status: { name: model }, statistics }) =>
        statistics && statistics.unserved > 0
          ? [{ labels: { model, version: "" }, value: statistics.unserved }]
          : [],
      ),
    ],
  },
  {
    name: "model_request_failures_total",
    type: "counter",
    help: "Requests that failed: no place or worker for them (rejected), their caller left (cancelled), their own fault (bad_request), the model's, also by being late (model), or another (other)",
    labels: [...ofVersion, "reason"],
    samples: (facts) => [
      ...versionsIn(facts).flatMap((each) =>
        failureReasons.map((reason) => ({
          labels: { ...each.labels, reason },
          value: each.counts.failures[reason],
        })),
      ),
      ...facts.models.flatMap(({ status: { name: model }, statistics }) =>
        statistics && statistics.unserved > 0
          ? [{ labels: { model, version: "", reason: "rejected" }, value: statistics.unserved }]
          : [],
      ),
    ],
  },
  {
    name: "model_request_duration_seconds",
    type: "histogram",
    help: "Time of answered requests from arrival to answer",
    labels: ofVersion,
    samples: (facts) =>
      versionsIn(facts).map((each) => seconds(each.labels, each.counts.durations.request, requestBoundsMs)),
  },
  {
    name: "model_stage_duration_seconds",
    type: "histogram",
    help: "Where that time goes: the wait for a worker (queue), reading the bytes (decode), the run (infer), writing the answer (encode)",
    labels: [...ofVersion, "stage"],
    samples: (facts) =>
      versionsIn(facts).flatMap((each) =>
        stages
          .filter((stage) => stage !== "request")
          .map((stage) => seconds({ ...each.labels, stage }, each.counts.durations[stage], stageBoundsMs)),
      ),
  },
  {
    name: "model_run_rows",
    type: "histogram",
    help: "Rows in a run of the model",
    labels: ofVersion,
    samples: (facts) =>
      versionsIn(facts).map((each) => ({
        labels: each.labels,
        bounds: runRowsBounds,
        values: each.counts.runRows,
      })),
  },
  gauge("model_requests_in_flight", "Requests that workers have in hand", ({ inFlight }) => inFlight),
  gauge("model_requests_queued", "Requests that wait for a worker", ({ queued }) => queued),
  gauge("model_queue_capacity", "Requests that may wait; more are refused", ({ maxQueued }) => maxQueued),
  gauge("model_workers", "Live workers; none at rest", ({ workers }) => workers),
];

function gauge(
  name: string,
  help: string,
  of: (gauges: ReturnType<typeof versionsIn>[number]["gauges"]) => number,
): Metric {
  return {
    name,
    type: "gauge",
    help,
    labels: ofVersion,
    samples: (facts) => versionsIn(facts).map((each) => ({ labels: each.labels, value: of(each.gauges) })),
  };
}

/** Told in seconds, and in fewer classes than were counted. */
function seconds(labels: Labels, durations: Distribution, boundsMs: readonly number[]): HistogramSample {
  const { counts, sum } = coarser(durations, latencyBoundsMs, boundsMs);
  return { labels, bounds: boundsMs.map((bound) => bound / 1000), values: { counts, sum: sum / 1000 } };
}
