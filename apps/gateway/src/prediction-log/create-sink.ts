import type { PredictionSink } from "@switchyard/core";
import { JsonlSink } from "@switchyard/telemetry";
import type { ThreadSettings } from "./messages.ts";

/** The place for predictions that the settings name; what speaks with MLflow is read only for MLflow. */
export async function createSink(settings: ThreadSettings): Promise<PredictionSink> {
  const { to, path, retention } = settings.log;
  if (to !== "mlflow") return new JsonlSink({ path, retention });
  const { createMlflowSink } = await import("./create-mlflow-sink.ts");
  return createMlflowSink(settings);
}
