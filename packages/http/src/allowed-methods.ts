import { Router } from "express";
import { methodNotAllowed } from "./method-not-allowed.ts";

const read = "GET, HEAD";

/** The methods of all paths that Express answers; those of inference and of the root's model are told by themselves. */
const methodsOf: Readonly<Record<string, string>> = {
  "/models": read,
  "/models/:name{/info}": read,
  "/models/:name/health": read,
  "/models/:name/history": read,
  "/models/:name/statistics": read,
  "/models/:name/openapi.json": read,
  "/models/:name/reload": "POST",
  "/models/:name/rollback": "POST",
  "/models/:name/traffic": `${read}, PUT`,
  "/models/:name/train": `${read}, POST`,
  "/models/:name/train/:job": `${read}, DELETE`,
  "/models/:name/train/:job/cancel": "POST",
  "/api/2.0/endpoints{/:name}": read,
  "/webhooks/mlflow": "POST",
  "/admin/log-level": `${read}, PUT`,
  "/events": read,
  "/health": read,
  "/livez": read,
  "/readyz": read,
  "/ping": read,
  "/version": read,
  "/metrics": read,
  "/openapi.json": read,
  "/v2": read,
  "/v2/health/live": read,
  "/v2/health/ready": read,
  "/v2/models/:name{/versions/:version}": read,
  "/v2/models/:name{/versions/:version}/ready": read,
  "/v2/repository/index": "POST",
  "/v2/repository/models/:name/load": "POST",
  "/v2/repository/models/:name/unload": "POST",
};

/** Refuses methods that a path does not take with 405; comes behind the routes of those it does. */
export function allowedMethods(): Router {
  const router = Router();
  for (const [path, allow] of Object.entries(methodsOf))
    router.all(path, (req, res) => {
      throw methodNotAllowed(req, res, allow);
    });
  return router;
}
