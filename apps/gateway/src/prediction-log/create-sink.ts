import type { PredictionSink } from "@switchyard/core";
import { TrackingServer } from "@switchyard/registry-client";
import { JsonlSink } from "@switchyard/telemetry";
import type { ThreadSettings } from "./messages.ts";
import { RunSink } from "./run-sink.ts";
import { TableSink } from "./table-sink.ts";

/** The place for predictions that the settings name. */
export function createSink({ log, registry, experiment }: ThreadSettings): PredictionSink {
  const { to, as, path, retention } = log;
  if (to !== "mlflow") return new JsonlSink({ path, retention });
  const { trackingUri = "", ...access } = registry;
  const server = new TrackingServer({ ...access, trackingUri });
  if (as === "table") return new TableSink({ server, experiment });
  return new RunSink({ server, experiment, maxAgeDays: retention.maxAgeDays });
}
