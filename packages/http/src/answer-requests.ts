import type { Server } from "node:http";
import type { AppOptions } from "./app.ts";
import { FastLane } from "./fast-lane/fast-lane.ts";
import { createFindTarget } from "./inference/find-target.ts";
import { InferenceHandler, type InferenceHandlerOptions } from "./inference/inference-handler.ts";
import { createRequestListener } from "./request-listener.ts";

export interface AnswerRequestsOptions
  extends Omit<AppOptions, "infer" | "findTarget">, InferenceHandlerOptions {
  readonly maxBodyBytes: number;
  /** Off, everything goes through Express; the answers are the same. */
  readonly hotPath: boolean;
}

/** Answers all that a server is asked, small inference requests in a lane of their own, which is given back. */
export function answerRequests(server: Server, options: AnswerRequestsOptions): FastLane | undefined {
  const { models, root, hotPath, isStopping, maxBodyBytes } = options;
  const findTarget = createFindTarget({ root, isModel: (name) => models.names().includes(name) });
  const inference = new InferenceHandler(options);
  server.on("request", createRequestListener({ ...options, inference, findTarget }));
  return hotPath ? new FastLane(server, { inference, findTarget, isStopping, maxBodyBytes }) : undefined;
}
