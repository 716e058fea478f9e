import type { Request, RequestHandler } from "express";
import type { TrafficRecorder } from "./traffic-recorder.ts";

/** Counts the requests that come by, with the route that answers them in the end. */
export function measureRoute(traffic: TrafficRecorder): RequestHandler {
  return (req, res, next) => {
    const startMs = performance.now();
    const { method } = req;
    traffic.began();
    // Also where the caller leaves before the answer.
    res.once("close", () =>
      traffic.answered({ route: routeOf(req), method, status: res.statusCode }, performance.now() - startMs),
    );
    next();
  };
}

/** As OpenTelemetry writes it: `/models/{name}` for Express' `/models/:name{/info}`; empty where there is none. */
export function routeOf({ route }: Pick<Request, "route">): string {
  const path: unknown = route?.path;
  if (typeof path !== "string") return "";
  return path.replaceAll(/\{[^}]*\}/g, "").replaceAll(/[:*](\w+)/g, "{$1}");
}
