import type { ServerResponse } from "node:http";
import type { ServedModels } from "@switchyard/core";
import type { RequestHandler } from "express";
import { plainAnswer } from "../health/plain-answer.ts";
import { methodNotAllowed } from "../method-not-allowed.ts";
import type { RootModel } from "./root-model.ts";
import { rootInference } from "./root-targets.ts";

interface RootPath {
  readonly methods: readonly string[];
  /** Which of the model's own paths answers it; the gateway's path of the same name where it is left out. */
  readonly ofModel?: string;
}

const read = ["GET", "HEAD"] as const;
const act = ["POST"] as const;
const job = /^\/train\/[^/]+(?<cancel>\/cancel)?$/;

const paths: ReadonlyMap<string, RootPath> = new Map([
  ["/ping", { methods: read }],
  ["/version", { methods: read }],
  ["/health", { methods: read, ofModel: "health" }],
  ["/info", { methods: read, ofModel: "info" }],
  ["/reload", { methods: act, ofModel: "reload" }],
  ["/rollback", { methods: act, ofModel: "rollback" }],
  ["/traffic", { methods: [...read, "PUT"], ofModel: "traffic" }],
  ["/train", { methods: [...read, ...act], ofModel: "train" }],
]);

const withSlash = new Set([...paths.keys(), ...rootInference].map((path) => `${path}/`));

/**
 * The root's paths that are no inference. `/ping` answers 503 while its model does not; a path with a slash too
 * many is sent on with 307, as MLflow does.
 */
export function rootRoutes(models: ServedModels, { model }: RootModel): RequestHandler {
  const prefix = `/models/${encodeURIComponent(model)}/`;
  return (req, res, next) => {
    const { path } = req;
    const query = req.url.slice(path.length);
    if (withSlash.has(path)) return redirect(res, `${path.slice(0, -1)}${query}`);
    const found = paths.get(path) ?? pathOfJob(path);
    if (!found) return next();
    if (!found.methods.includes(req.method)) throw methodNotAllowed(req, res, found.methods.join(", "));
    if (path === "/ping") return plainAnswer(res, models.status(model).current ? 200 : 503, "\n");
    if (found.ofModel !== undefined) req.url = `${prefix}${found.ofModel}${query}`;
    return next();
  };
}

/** The path of a training job, if it is one. */
function pathOfJob(path: string): RootPath | undefined {
  const found = job.exec(path);
  return found
    ? { methods: found.groups?.["cancel"] ? act : [...read, "DELETE"], ofModel: path.slice(1) }
    : undefined;
}

/** Without a body, so that whoever goes on reads none. */
function redirect(res: ServerResponse, location: string): void {
  res.writeHead(307, { Location: location, "Content-Length": 0 }).end();
}
