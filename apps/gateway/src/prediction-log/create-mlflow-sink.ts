import type { PredictionSink } from "@switchyard/core";
import { TrackingServer } from "@switchyard/registry-client";
import type { ThreadSettings } from "./messages.ts";
import { RunSink } from "./run-sink.ts";
import { TableSink } from "./table-sink.ts";

/** A place for predictions in MLflow. */
export function createMlflowSink({ log, registry, experiment }: ThreadSettings): PredictionSink {
  const { trackingUri = "", ...access } = registry;
  const server = new TrackingServer({ ...access, trackingUri });
  if (log.as === "table") return new TableSink({ server, experiment });
  return new RunSink({ server, experiment, maxAgeDays: log.retention.maxAgeDays });
}
