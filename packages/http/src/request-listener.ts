import type { RequestListener } from "node:http";
import { createApp, type AppOptions } from "./app.ts";
import { InferenceHandler, type InferenceHandlerOptions } from "./inference/inference-handler.ts";
import { NodeExchange } from "./inference/node-exchange.ts";
import { inferenceTarget, type FindTarget, type InferenceTarget } from "./inference/target.ts";
import { requestIdOf } from "./request-id.ts";
import { rootTargets } from "./root-model/root-targets.ts";
import { errorFormOf } from "./v2/error-form.ts";
import { writeError } from "./write-error.ts";

export interface RequestListenerOptions
  extends Omit<AppOptions, "infer" | "findTarget">, InferenceHandlerOptions {
  /** Off, everything goes through Express; the answers are the same. */
  readonly hotPath: boolean;
  readonly maxBodyBytes: number;
}

/** Recognises inference paths by their letters and answers them itself; gives all else to Express. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const findTarget = targetFinder(options);
  const inference = new InferenceHandler(options);
  const infer: AppOptions["infer"] = (req, res, target) =>
    inference.handle(new NodeExchange(req, res, options.maxBodyBytes), target);
  const app = createApp({ ...options, infer, findTarget });
  const hot: RequestListener = (req, res) => {
    let target: InferenceTarget | undefined;
    try {
      target = findTarget(req.url ?? "/");
    } catch (thrown) {
      return writeError(res, thrown, { requestId: requestIdOf(req), form: errorFormOf(req.url ?? "/") });
    }
    if (!target) return void app(req, res);
    return void infer(req, res, target);
  };
  const answer: RequestListener = options.hotPath ? hot : app;
  return (req, res) => {
    if (options.isStopping()) res.setHeader("Connection", "close");
    answer(req, res);
  };
}

function targetFinder({ models, root }: Pick<AppOptions, "models" | "root">): FindTarget {
  const isModel = (name: string): boolean => models.names().includes(name);
  const ofNamed: FindTarget = (url) => inferenceTarget(url, isModel);
  if (!root) return ofNamed;
  const ofRoot = rootTargets(root);
  return (url) => ofRoot(url) ?? ofNamed(url);
}
