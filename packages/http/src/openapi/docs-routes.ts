import type { ServedModels } from "@switchyard/core";
import { Router } from "express";
import swaggerUi from "swagger-ui-express";
import { openApiDocument } from "./document.ts";

/** `GET /openapi.json`, and Swagger UI over it at `/docs`. */
export function docsRoutes(models: ServedModels, version: string): Router {
  const options = { customSiteTitle: "Switchyard", swaggerOptions: { url: "/openapi.json" } };
  return Router()
    .get("/openapi.json", (_req, res) => void res.json(openApiDocument(models, version)))
    .use("/docs", swaggerUi.serve, swaggerUi.setup(undefined, options));
}
