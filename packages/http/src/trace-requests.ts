import type { IncomingMessage } from "node:http";
import type { TracedRequest, TracedStep, Tracing } from "@switchyard/core";
import type { Request, RequestHandler, Response } from "express";
import { traceHeaders } from "./trace-headers.ts";
import { routeOf } from "./traffic/measure-route.ts";

const traces = new WeakMap<IncomingMessage, TracedRequest>();
/** Who only looks does so all the time. */
const looks: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Where the way of a request is recorded that is no inference. */
export function traceOf(req: IncomingMessage): TracedRequest | undefined {
  return traces.get(req);
}

/** Records the requests that change something. */
export function traceRequests(tracing: Tracing | undefined): RequestHandler {
  return (req, res, next) => {
    const trace = looks.has(req.method) ? undefined : tracing?.begin(req.headers);
    if (!tracing || !trace) return next();
    traces.set(req, trace);
    const [header = "", value = ""] = traceHeaders(trace);
    res.setHeader(header, value);
    const startMs = performance.now();
    res.once("close", () => {
      const times = { startMs, endMs: performance.now() };
      tracing.record({ kind: "step", isRequest: true, trace, ...times, ...factsOf(req, res) });
    });
    next();
  };
}

function factsOf(
  req: Request,
  { statusCode: status }: Response,
): Pick<TracedStep, "name" | "attributes" | "error"> {
  const route = routeOf(req);
  const given = req.headers["x-request-id"];
  return {
    name: route === "" ? req.method : `${req.method} ${route}`,
    attributes: {
      "http.request.method": req.method,
      "http.response.status_code": status,
      "url.path": req.path,
      "url.scheme": "http",
      ...(typeof given === "string" && { request_id: given }),
      ...(route !== "" && { "http.route": route }),
    },
    error: status >= 500 ? { code: String(status), message: "" } : undefined,
  };
}
