import { randomBytes } from "node:crypto";
import { GatewayError, type PredictionLog } from "@switchyard/core";
import { displayUrl } from "@switchyard/registry-client";
import { PredictionRecorder } from "@switchyard/telemetry";
import type { Config, PredictionLogSettings } from "../config/config.ts";
import { openThreadChannel } from "./thread-channel.ts";

const maxWaitingBytes = 64 * 1024 * 1024;
const endTimeoutMs = 2000;

/**
 * What keeps predictions as it is configured; nothing where none are kept. Throws `invalid_configuration` where they
 * are to go into MLflow and no server of its is known.
 */
export function createPredictionLog(
  { predictionLog: log, registry }: Config,
  env: Readonly<Record<string, string | undefined>>,
): PredictionLog | undefined {
  if (!log || log.to === "off") return undefined;
  const { trackingUri = "" } = registry;
  if (log.to === "mlflow" && !/^https?:/.test(trackingUri))
    throw new GatewayError(
      "invalid_configuration",
      `predictionLog.to: mlflow needs an MLflow server, and registry.trackingUri is ${displayUrl(trackingUri) || "not set"}`,
    );
  const experiment = log.experiment ?? (env["MLFLOW_EXPERIMENT_NAME"] || "predictions");
  const hashKey = log.hashKey ?? randomBytes(32).toString("hex");
  return new PredictionRecorder({
    openChannel: (onProgress) => openThreadChannel({ log, registry, experiment, hashKey }, onProgress),
    target: log.to === "jsonl" ? log.path : targetOf(log, trackingUri, experiment),
    models: log.models,
    sample: log.sample,
    maxWaiting: log.maxWaiting,
    maxWaitingBytes,
    maxBodyBytes: log.maxBodyBytes,
    endTimeoutMs,
  });
}

function targetOf({ as }: PredictionLogSettings, trackingUri: string, experiment: string): string {
  return `${as}s of experiment ${experiment} in ${displayUrl(trackingUri)}`;
}
