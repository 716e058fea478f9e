import type { RequestListener } from "node:http";
import type { ServedModels } from "@switchyard/core";
import { createApp, type AppOptions } from "./app.ts";
import { InferenceHandler, type InferenceHandlerOptions } from "./inference/inference-handler.ts";
import { inferenceTarget, type InferenceTarget } from "./inference/target.ts";
import { requestIdOf } from "./request-id.ts";
import { writeError } from "./write-error.ts";

export interface RequestListenerOptions
  extends Omit<AppOptions, "inference" | "isModel">, InferenceHandlerOptions {
  /** Off, everything goes through Express; the answers are the same. */
  readonly hotPath: boolean;
}

/** Recognises inference paths by their letters and answers them itself; gives all else to Express. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const isModel = modelNames(options.models);
  const inference = new InferenceHandler(options);
  const app = createApp({ ...options, inference, isModel });
  const hot: RequestListener = (req, res) => {
    let target: InferenceTarget | undefined;
    try {
      target = inferenceTarget(req.url ?? "/", isModel);
    } catch (thrown) {
      return writeError(res, thrown, { requestId: requestIdOf(req) });
    }
    if (!target) return void app(req, res);
    return void inference.handle(req, res, target);
  };
  const answer: RequestListener = options.hotPath ? hot : app;
  return (req, res) => {
    if (options.isStopping()) res.setHeader("Connection", "close");
    answer(req, res);
  };
}

function modelNames(models: ServedModels): (name: string) => boolean {
  return (name) => models.names().includes(name);
}
