import type { Request } from "express";
import { Router } from "express";
import type { ModelStatus, ServedModels } from "@switchyard/core";
import type { Access } from "../access/access.ts";
import { modelDetails, modelView, statusOf } from "./version-view.ts";

/** `GET /models`, `/models/{name}` (also `/info`) and `/models/{name}/health`, which needs no token. */
export function modelsRoutes(models: ServedModels, access: Access): Router {
  return Router()
    .get("/models/:name/health", (req, res) => {
      const { name } = req.params;
      const view = healthView(models.status(name));
      res.status(view.status === "healthy" ? 200 : 503).json(view);
    })
    .get("/models", (req, res) => {
      access.checkData(req);
      const views = models.names().map((name) => modelView(models.status(name), baseUrl(req)));
      res.json({ models: views });
    })
    .get("/models/:name{/info}", (req, res) => {
      access.checkData(req);
      const { name } = req.params;
      res.json(modelDetails(models.status(name), baseUrl(req)));
    });
}

function healthView(status: ModelStatus): { readonly status: string } & Readonly<Record<string, unknown>> {
  const isReady = status.current !== undefined;
  return {
    status: isReady ? "healthy" : "unhealthy",
    model_name: status.name,
    model_uri: status.uri,
    version: status.current?.version.version,
    reason: isReady ? undefined : (status.failure?.message ?? `the model is ${statusOf(status)}`),
  };
}

function baseUrl(req: Request): string {
  return `${req.protocol}://${req.get("Host") ?? "localhost"}`;
}
