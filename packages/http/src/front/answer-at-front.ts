import type { Server } from "node:http";
import type { RequestLog, Tracing } from "@switchyard/core";
import type { InferenceBackend } from "@switchyard/serving";
import { Access } from "../access/access.ts";
import { FastLane } from "../fast-lane/fast-lane.ts";
import { createHotListener, type Infer } from "../hot-listener.ts";
import { createFindTarget, type FindTargetOptions } from "../inference/find-target.ts";
import { InferenceHandler } from "../inference/inference-handler.ts";
import { NodeExchange } from "../inference/node-exchange.ts";
import type { TrafficRecorder } from "../traffic/traffic-recorder.ts";
import { createForward } from "./forward.ts";

export interface AnswerAtFrontOptions extends FindTargetOptions {
  readonly backend: InferenceBackend;
  readonly apiTokens: readonly string[];
  readonly adminToken: string | undefined;
  readonly maxBodyBytes: number;
  readonly requestTimeoutMs: number;
  readonly isStopping: () => boolean;
  /** Records the ways of requests, where anybody does. */
  readonly tracing?: Tracing | undefined;
  /** Tells of requests. */
  readonly requestLog: RequestLog;
  /** Counts inference; what is handed on is counted where it is answered. */
  readonly traffic: TrafficRecorder;
  /** Where the main process answers. */
  readonly mainPath: string;
}

/** Answers what a front's server is asked: inference by itself, small requests in a lane that is given back, all else by handing it on. */
export function answerAtFront(server: Server, options: AnswerAtFrontOptions): FastLane {
  const { backend, requestTimeoutMs, maxBodyBytes, mainPath, isStopping } = options;
  const findTarget = createFindTarget(options);
  const inference = new InferenceHandler({
    dataPlane: backend,
    // What it is not asked at a front, the main process decides.
    access: new Access({ ...options, controlPlane: "loopback" }),
    requestTimeoutMs,
    predictionLog: undefined,
    tracing: options.tracing,
    requestLog: options.requestLog,
    traffic: options.traffic,
  });
  const infer: Infer = (req, res, target) =>
    inference.handle(new NodeExchange(req, res, maxBodyBytes), target);
  const others = createForward(mainPath);
  server.on("request", createHotListener({ findTarget, infer, others, isStopping }));
  return new FastLane(server, { inference, findTarget, isStopping, maxBodyBytes });
}

export { TrafficRecorder } from "../traffic/traffic-recorder.ts";
