import type { FailureReason, Stage } from "@switchyard/core";
import type { MetricFacts } from "./metric-facts.ts";
import type { Metric, Sample } from "./metric.ts";
import { labelsOf, loadedIn, versionsIn, type VersionFacts } from "./version-facts.ts";

const labels = ["model", "version"] as const;

/** What Triton calls the reasons. */
const tritonReasons: Readonly<Record<FailureReason, string>> = {
  rejected: "REJECTED",
  cancelled: "CANCELED",
  model: "BACKEND",
  bad_request: "OTHER",
  other: "OTHER",
};

/** The metrics of NVIDIA Triton, so that dashboards made for it show models here too. */
export const tritonMetrics: readonly Metric[] = [
  counter("nv_inference_request_success", "Requests that were answered", ({ counts }) =>
    total(counts.durations.request.counts),
  ),
  {
    name: "nv_inference_request_failure",
    type: "counter",
    help: "Requests that failed: no place or worker for them (REJECTED), their caller left (CANCELED), the model (BACKEND), or another reason",
    labels: [...labels, "reason"],
    samples: (facts) => [...versionsIn(facts).flatMap(failures), ...unserved(facts)],
  },
  counter("nv_inference_count", "Rows that models were asked for", ({ counts }) => counts.rows),
  counter(
    "nv_inference_exec_count",
    "Runs of models; rows by runs is the mean batch",
    ({ counts }) => counts.runs,
  ),
  {
    name: "nv_inference_pending_request_count",
    type: "gauge",
    help: "Requests that wait for a worker",
    labels,
    samples: (facts) => versionsIn(facts).map((each) => ({ labels: each.labels, value: each.gauges.queued })),
  },
  duration("nv_inference_request_duration_us", "request", "Time of requests from arrival to answer"),
  duration("nv_inference_queue_duration_us", "queue", "Time that requests waited for a worker"),
  duration("nv_inference_compute_input_duration_us", "decode", "Time to read the bytes of requests"),
  duration("nv_inference_compute_infer_duration_us", "infer", "Time of the runs that requests took part in"),
  duration("nv_inference_compute_output_duration_us", "encode", "Time to write the bytes of answers"),
  {
    name: "nv_model_load_duration_secs",
    type: "gauge",
    help: "Time that the version took to load",
    labels,
    samples: (facts) =>
      loadedIn(facts).flatMap((status) => {
        const { name, version } = status.version;
        const value = facts.lifecycle.loadSeconds(name, version);
        return value === undefined ? [] : [{ labels: labelsOf(status), value }];
      }),
  },
];

function counter(name: string, help: string, of: (version: VersionFacts) => number): Metric {
  return {
    name,
    type: "counter",
    help,
    labels,
    samples: (facts) => versionsIn(facts).map((each) => ({ labels: each.labels, value: of(each) })),
  };
}

function duration(name: string, stage: Stage, help: string): Metric {
  return counter(name, `${help}, in microseconds, of all that were answered together`, ({ counts }) =>
    Math.round(counts.durations[stage].sum * 1000),
  );
}

function failures({ labels: own, counts }: VersionFacts): readonly Sample[] {
  const { rejected, cancelled, bad_request: bad, model, other } = counts.failures;
  return [
    { labels: { ...own, reason: tritonReasons.rejected }, value: rejected },
    { labels: { ...own, reason: tritonReasons.cancelled }, value: cancelled },
    { labels: { ...own, reason: tritonReasons.model }, value: model },
    { labels: { ...own, reason: tritonReasons.other }, value: bad + other },
  ];
}

/** What found no version of its model. */
function unserved({ models }: MetricFacts): readonly Sample[] {
  return models.flatMap(({ status: { name }, statistics }) =>
    statistics && statistics.unserved > 0
      ? [{ labels: { model: name, version: "", reason: tritonReasons.rejected }, value: statistics.unserved }]
      : [],
  );
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
