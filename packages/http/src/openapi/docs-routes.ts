import { Router } from "express";
import swaggerUi from "swagger-ui-express";
import { openApiDocument, type DocumentOptions } from "./document.ts";

/** `GET /openapi.json`, and Swagger UI over it at `/docs`. */
export function docsRoutes(documented: DocumentOptions): Router {
  const options = { customSiteTitle: "Switchyard", swaggerOptions: { url: "/openapi.json" } };
  return Router()
    .get("/openapi.json", (_req, res) => void res.json(openApiDocument(documented)))
    .use("/docs", swaggerUi.serve, swaggerUi.setup(undefined, options));
}
