import type { RequestListener } from "node:http";
import { createApp, type AppOptions } from "./app.ts";
import type { InferenceHandler } from "./inference/inference-handler.ts";
import { NodeExchange } from "./inference/node-exchange.ts";
import type { InferenceTarget } from "./inference/target.ts";
import { requestIdOf } from "./request-id.ts";
import { errorFormOf } from "./v2/error-form.ts";
import { writeError } from "./write-error.ts";

export interface RequestListenerOptions extends Omit<AppOptions, "infer"> {
  readonly inference: InferenceHandler;
  readonly maxBodyBytes: number;
  /** Off, inference goes through Express like all else. */
  readonly hotPath: boolean;
}

/** Recognises inference paths by their letters and answers them itself; gives all else to Express. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const { inference, findTarget, maxBodyBytes } = options;
  const infer: AppOptions["infer"] = (req, res, target) =>
    inference.handle(new NodeExchange(req, res, maxBodyBytes), target);
  const app = createApp({ ...options, infer });
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
