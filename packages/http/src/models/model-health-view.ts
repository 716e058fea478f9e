import type { ModelDescription, ModelStatus, PredictionLog, RegistryStatus } from "@switchyard/core";
import { registryView } from "../health/registry-view.ts";
import { isLoaded, statusOf } from "./version-view.ts";

/** What is said of where a model comes from and runs. */
export interface HealthViewOptions {
  readonly registryStatus: () => RegistryStatus;
  readonly predictionLog: PredictionLog | undefined;
  /** Where MLflow is, without credentials. */
  readonly trackingUri: string;
  /** Where models in Python run, such as `cpu`; ONNX Runtime here uses no other. */
  readonly pythonDevice: string;
}

/** Whether a model answers, and why not; where it runs, what it was loaded from, and whether MLflow is there. */
export function modelHealthView(
  status: ModelStatus,
  { registryStatus, predictionLog, trackingUri, pythonDevice }: HealthViewOptions,
): { readonly status: string } & Readonly<Record<string, unknown>> {
  const { name, uri, current, failure } = status;
  const description = current?.servable?.description;
  return {
    status: current ? "healthy" : "unhealthy",
    model_name: name,
    model_uri: uri,
    loaded: isLoaded(current),
    version: current?.version.version,
    reason: current ? undefined : (failure?.message ?? `the model is ${statusOf(status)}`),
    device: description && deviceOf(description, pythonDevice),
    labels: description?.labels,
    tracking_uri: trackingUri,
    ...registryView(registryStatus()),
    prediction_log: predictionLog?.status(),
  };
}

function deviceOf({ runtime }: ModelDescription, pythonDevice: string): string {
  return runtime === "onnxruntime" ? "cpu" : pythonDevice;
}
