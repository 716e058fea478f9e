import {
  eachReason,
  eachStage,
  type Distribution,
  type ModelStatus,
  type RequestCounts,
} from "@switchyard/core";
import { LifecycleRecorder } from "../metrics/lifecycle-recorder.ts";
import type { MetricFacts, ModelFacts, ProcessUsage } from "../metrics/metric-facts.ts";
import { testVersion } from "./test-version.ts";

const values: Distribution = { counts: [1], sum: 1 };
const counts: RequestCounts = {
  requests: 1,
  failures: eachReason(() => 0),
  durations: eachStage(() => values),
  rows: 1,
  runs: 1,
  runRows: values,
};
const gauges = { queued: 0, maxQueued: 1, inFlight: 0, restarts: 0, workers: 1, pids: [7] };
const usage: ProcessUsage = { pid: 7, cpuSeconds: 1, residentBytes: 1, shareBytes: 1 };

/** A gateway with one model, of which everything is known. */
export function factsOf(): MetricFacts {
  const lifecycle = new LifecycleRecorder(() => ["iris"]);
  lifecycle.events.modelTimed?.(testVersion, "load", 1000);
  return {
    models: [modelFacts()],
    lifecycle: lifecycle.counts(),
    workers: [{ model: "iris", version: "2", usage }],
    workerMemoryLimit: 1,
    fronts: [usage],
    gateway: usage,
    startSeconds: 1,
    loopLag: { median: 0, p99: 0, max: 0 },
    http: { active: 0, series: [{ route: "/models", method: "GET", status: 200, durations: values }] },
    registry: { state: "current", lagSeconds: 1, failure: undefined },
    tracing: { exported: 7, dropped: 2, failure: undefined },
    predictionLog: { state: "ok", target: "", written: 1, dropped: 0, waiting: 0, reason: undefined },
    version: "1",
  };
}

function modelFacts(): ModelFacts {
  const ready = {
    version: testVersion,
    state: "ready",
    failure: undefined,
    loadedAt: undefined,
    fetched: undefined,
    servable: undefined,
  } as const;
  const status: ModelStatus = {
    name: "iris",
    uri: "models:/iris",
    current: ready,
    versions: [ready],
    held: undefined,
    failure: undefined,
  };
  const versions = [{ version: "2", counts, gauges }];
  return { status, statistics: { since: new Date(), counts, gauges, unserved: 1, versions } };
}
