import type { ModelStatus, ServedModels } from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";

/** `GET /api/2.0/endpoints` and `/api/2.0/endpoints/{name}`, as `mlflow.deployments` lists and describes endpoints. */
export function endpointsRoutes(models: ServedModels, access: Access): Router {
  return Router()
    .get("/api/2.0/endpoints", (req, res) => {
      access.checkData(req);
      res.json({ endpoints: models.names().map((name) => endpointView(models.status(name))) });
    })
    .get("/api/2.0/endpoints/:name", (req, res) => {
      access.checkData(req);
      res.json(endpointView(models.status(req.params.name)));
    });
}

/** With all that MLflow's class of the same name asks for; it completes the address by the server's. */
function endpointView({ name, current }: ModelStatus): unknown {
  return {
    name,
    endpoint_type: "mlflow/invocations",
    model: { name: current?.version.registeredName ?? name, provider: "switchyard" },
    endpoint_url: `/endpoints/${encodeURIComponent(name)}/invocations`,
    limit: null,
  };
}
