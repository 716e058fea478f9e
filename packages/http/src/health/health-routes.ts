import type { PredictionLog, RegistryStatus, ServedModels } from "@switchyard/core";
import { Router } from "express";
import { isLoaded, statusOf } from "../models/version-view.ts";
import { plainAnswer } from "./plain-answer.ts";
import { isReady, type ReadinessPolicy } from "./readiness.ts";
import { registryView } from "./registry-view.ts";

export interface HealthOptions {
  readonly models: ServedModels;
  readonly readiness: ReadinessPolicy;
  readonly registryStatus: () => RegistryStatus;
  /** Where predictions are kept, where they are. */
  readonly predictionLog: PredictionLog | undefined;
  readonly version: string;
  /** What Prometheus is told. */
  readonly metrics: { readonly contentType: string; readonly text: () => Promise<string> };
  /** Whether it is known which models there are: not before the first look at the registry has ended. */
  readonly areModelsKnown: () => boolean;
  /** True from the first signal to stop. */
  readonly isStopping: () => boolean;
}

/** `GET /health`, `/livez`, `/readyz`, `/metrics`, and MLflow's `/ping` and `/version`. Liveness never depends on models. */
export function healthRoutes(options: HealthOptions): Router {
  const { models, readiness, registryStatus, predictionLog, version, metrics, areModelsKnown, isStopping } =
    options;
  return Router()
    .get("/livez", (_req, res) => void res.json({ status: "alive" }))
    .get("/ping", (_req, res) => plainAnswer(res, 200, "\n"))
    .get("/version", (_req, res) => plainAnswer(res, 200, version))
    .get("/metrics", async (_req, res) => void res.type(metrics.contentType).send(await metrics.text()))
    .get("/readyz", (_req, res) => {
      const ready = !isStopping() && areModelsKnown() && isReady(models, readiness);
      const waiting = models.names().filter((name) => !models.status(name).current);
      res
        .status(ready ? 200 : 503)
        .json({ status: ready ? "ready" : isStopping() ? "stopping" : "loading", waiting });
    })
    .get("/health", (_req, res) => {
      const status = healthOf(models);
      res.status(status === "unhealthy" ? 503 : 200).json({
        status,
        version,
        uptime_seconds: Math.round(process.uptime()),
        ...registryView(registryStatus()),
        prediction_log: predictionLog?.status(),
        models: Object.fromEntries(models.names().map((name) => [name, modelHealth(models, name)])),
      });
    });
}

/** `degraded` when some model does not answer, `unhealthy` when none does. */
function healthOf(models: ServedModels): "healthy" | "degraded" | "unhealthy" {
  const names = models.names();
  const ready = names.filter((name) => models.status(name).current);
  if (ready.length === names.length) return "healthy";
  return ready.length > 0 ? "degraded" : "unhealthy";
}

function modelHealth(models: ServedModels, name: string): unknown {
  const status = models.status(name);
  const { current, failure } = status;
  const statistics = current?.servable?.statistics();
  return {
    status: statusOf(status),
    loaded: isLoaded(current),
    version: current?.version.version,
    reason: statistics?.trouble ?? failure?.message,
    worker_restarts: statistics?.restarts,
  };
}
