import { Router } from "express";
import type { ServedModels, TrainingJobs } from "@switchyard/core";
import type { Access } from "../access/access.ts";
import { baseUrl } from "../base-url.ts";
import { readInputExample } from "../openapi/input-example.ts";
import { modelHealthView, type HealthViewOptions } from "./model-health-view.ts";
import { modelsView } from "./models-view.ts";
import { modelDetails } from "./version-view.ts";

export interface ModelsRoutesOptions extends HealthViewOptions {
  readonly models: ServedModels;
  readonly access: Access;
  readonly training: Pick<TrainingJobs, "parametersOf">;
}

/** `GET /models`, `/models/{name}` (also `/info`) and `/models/{name}/health`, which needs no token. */
export function modelsRoutes({ models, access, training, ...about }: ModelsRoutesOptions): Router {
  return Router()
    .get("/models/:name/health", (req, res) => {
      const { name } = req.params;
      const view = modelHealthView(models.status(name), about);
      res.status(view.status === "healthy" ? 200 : 503).json(view);
    })
    .get("/models", (req, res) => {
      access.checkData(req);
      res.json(modelsView({ models, baseUrl: baseUrl(req) }));
    })
    .get("/models/:name{/info}", async (req, res) => {
      access.checkData(req);
      const status = models.status(req.params.name);
      const fetched = status.current?.fetched;
      const example = fetched && (await readInputExample(fetched));
      const parameters = training.parametersOf(status.name);
      res.json({
        ...modelDetails(status, baseUrl(req)),
        input_example: example,
        training: parameters && { parameters },
      });
    });
}
