import {
  GatewayError,
  openInputs,
  openOutputs,
  type ModelDescription,
  type ModelRef,
  type ModelStatus,
  type OpenTensor,
  type ServedModels,
} from "@switchyard/core";
import { Router, type Request } from "express";
import type { Access } from "../access/access.ts";
import { isReady, type ReadinessPolicy } from "../health/readiness.ts";
import { refOf } from "../inference/target.ts";

export interface MetadataRoutesOptions {
  readonly models: ServedModels;
  readonly access: Access;
  readonly readiness: ReadinessPolicy;
  readonly version: string;
  readonly areModelsKnown: () => boolean;
  readonly isStopping: () => boolean;
}

const extensions = ["binary_tensor_data", "model_repository"];

/** `GET /v2`, `/v2/health/(live|ready)` and `/v2/models/{name}[/versions/{version}][/ready]`. */
export function metadataRoutes(options: MetadataRoutesOptions): Router {
  const { models, access, readiness, version, areModelsKnown, isStopping } = options;
  return Router()
    .get("/v2", (_req, res) => void res.json({ name: "switchyard", version, extensions }))
    .get("/v2/health/live", (_req, res) => void res.json({ live: true }))
    .get("/v2/health/ready", (_req, res) => {
      const ready = !isStopping() && areModelsKnown() && isReady(models, readiness);
      res.status(ready ? 200 : 503).json({ ready });
    })
    .get("/v2/models/:name{/versions/:version}/ready", (req, res) => {
      const { name, version: asked } = req.params;
      const status = models.status(name);
      const ready = asked === undefined ? status.current !== undefined : isVersionReady(status, asked);
      res.status(ready ? 200 : 503).json({ name, ready });
    })
    .get("/v2/models/:name{/versions/:version}", (req, res) => {
      access.checkData(req);
      res.json(modelMetadata(models, refIn(req, models)));
    });
}

/** Throws `model_not_found` for a version that is not here. */
function isVersionReady({ name, versions }: ModelStatus, asked: string): boolean {
  const found = versions.find(({ version }) => version.version === asked);
  if (!found) throw new GatewayError("model_not_found", `${name} has no version ${asked} here`);
  return found.state === "ready";
}

function refIn({ params }: Request<{ name: string; version?: string }>, models: ServedModels): ModelRef {
  const { name, version } = params;
  if (version !== undefined) return { name, version };
  return refOf(name, (each) => models.names().includes(each));
}

function modelMetadata(models: ServedModels, ref: ModelRef): unknown {
  using handle = models.acquire(ref);
  const { description } = handle.servable;
  const { versions } = models.status(ref.name);
  return {
    name: ref.name,
    versions: versions.filter(({ state }) => state === "ready").map(({ version }) => version.version),
    platform: platformOf(description),
    inputs: openInputs(description),
    outputs: openOutputs(description).map(tensorView),
  };
}

/** Triton's name where a graph answers for itself, else whose model it is. */
function platformOf({ predictOutput, runtime, flavor }: ModelDescription): string {
  return predictOutput === undefined && runtime === "onnxruntime" ? "onnxruntime_onnx" : `mlflow_${flavor}`;
}

function tensorView({ name, datatype, shape }: OpenTensor): OpenTensor {
  return { name, datatype, shape };
}
