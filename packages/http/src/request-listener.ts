import type { RequestListener } from "node:http";
import { createApp, type AppOptions } from "./app.ts";
import { createHotListener, type Infer } from "./hot-listener.ts";
import type { InferenceHandler } from "./inference/inference-handler.ts";
import { NodeExchange } from "./inference/node-exchange.ts";

export interface RequestListenerOptions extends Omit<AppOptions, "infer"> {
  readonly inference: InferenceHandler;
  readonly maxBodyBytes: number;
  /** Off, inference goes through Express like all else. */
  readonly hotPath: boolean;
}

/** Answers inference paths itself and gives all else to Express. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const { inference, findTarget, maxBodyBytes, hotPath, isStopping } = options;
  const infer: Infer = (req, res, target) =>
    inference.handle(new NodeExchange(req, res, maxBodyBytes), target);
  const others = createApp({ ...options, infer });
  return createHotListener({ findTarget: hotPath ? findTarget : nothing, infer, others, isStopping });
}

function nothing(): undefined {}
