import type { Server } from "node:http";
import type { AppOptions } from "./app.ts";
import { FastLane } from "./fast-lane/fast-lane.ts";
import { InferenceHandler, type InferenceHandlerOptions } from "./inference/inference-handler.ts";
import { inferenceTarget, type FindTarget } from "./inference/target.ts";
import { createRequestListener } from "./request-listener.ts";
import { rootTargets } from "./root-model/root-targets.ts";

export interface AnswerRequestsOptions
  extends Omit<AppOptions, "infer" | "findTarget">, InferenceHandlerOptions {
  readonly maxBodyBytes: number;
  /** Off, everything goes through Express; the answers are the same. */
  readonly hotPath: boolean;
}

/** Answers all that a server is asked, small inference requests in a lane of their own, which is given back. */
export function answerRequests(server: Server, options: AnswerRequestsOptions): FastLane | undefined {
  const { hotPath, isStopping, maxBodyBytes } = options;
  const findTarget = targetFinder(options);
  const inference = new InferenceHandler(options);
  server.on("request", createRequestListener({ ...options, inference, findTarget }));
  return hotPath ? new FastLane(server, { inference, findTarget, isStopping, maxBodyBytes }) : undefined;
}

function targetFinder({ models, root }: Pick<AppOptions, "models" | "root">): FindTarget {
  const isModel = (name: string): boolean => models.names().includes(name);
  const ofNamed: FindTarget = (url) => inferenceTarget(url, isModel);
  if (!root) return ofNamed;
  const ofRoot = rootTargets(root);
  return (url) => ofRoot(url) ?? ofNamed(url);
}
