import { Router, type Request } from "express";
import swaggerUi from "swagger-ui-express";
import { gatewayDocument, modelDocument, type DocumentOptions, type Reader } from "./document.ts";

/** Nothing of the page comes from elsewhere, and it asks nobody else; its icons are `data:` URLs, some styles inline. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** `GET /openapi.json`, the same of one model below its path, and Swagger UI over it at `/docs`. */
export function docsRoutes(documented: DocumentOptions): Router {
  const swaggerOptions = { url: "../openapi.json", validatorUrl: null, filter: true, tryItOutEnabled: true };
  const readerOf = (req: Request<{ name?: string }>): Reader => ({
    examples: documented.access.mayAskData(req),
  });
  const options = { customSiteTitle: "Switchyard", swaggerOptions };
  return Router()
    .get("/openapi.json", async (req, res) => {
      res.type("json").send(await gatewayDocument(documented, readerOf(req)));
    })
    .get("/models/:name/openapi.json", async (req, res) => {
      res.type("json").send(await modelDocument(documented, req.params.name, readerOf(req)));
    })
    .use("/docs", (_req, res, next) => {
      res.set({ "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff" });
      next();
    })
    .use("/docs", swaggerUi.serve, swaggerUi.setup(undefined, options));
}
