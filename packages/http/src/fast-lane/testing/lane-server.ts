import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:http";
import { emptyManifest, type Caller, type FetchedModel, type PredictionLog } from "@switchyard/core";
import { Access } from "../../access/access.ts";
import { InferenceHandler, type InferenceHandlerOptions } from "../../inference/inference-handler.ts";
import { NodeExchange } from "../../inference/node-exchange.ts";
import { inferenceTarget, type FindTarget } from "../../inference/target.ts";
import { TrafficRecorder } from "../../traffic/traffic-recorder.ts";
import { FastLane } from "../fast-lane.ts";
import { RawClient } from "./raw-client.ts";

export interface LaneServerOptions {
  /** What the model called iris makes of a body; the body itself when it is left out. */
  readonly answer?: (text: string, caller: Caller) => string | Promise<string>;
  readonly contentType?: string;
  readonly isStopping?: () => boolean;
  readonly server?: ServerOptions;
  /** Without one, Node's HTTP server answers all. */
  readonly hasLane?: boolean;
  readonly predictionLog?: Pick<PredictionLog, "record">;
}

export interface LaneServer extends AsyncDisposable {
  readonly server: Server;
  readonly lane: FastLane | undefined;
  connect(): RawClient;
}

const findTarget: FindTarget = (url) => inferenceTarget(url, () => false);

/** Larger ones are refused. */
export const maxBodyBytes = 100_000;

/** A server with a lane, and a model that is a function; what did not come by the lane has `X-By: node`. */
export async function startLaneServer(options: LaneServerOptions = {}): Promise<LaneServer> {
  const { isStopping = () => false, hasLane = true, predictionLog } = options;
  const inference = new InferenceHandler({
    dataPlane: dataPlane(options),
    access: new Access({ apiTokens: [], adminToken: undefined, controlPlane: "open" }),
    requestTimeoutMs: 60_000,
    predictionLog: predictionLog && { ...notKept, ...predictionLog },
    traffic: new TrafficRecorder(),
  });
  const server = createServer(options.server ?? {}, (req, res) => {
    res.setHeader("X-By", "node");
    const target = findTarget(req.url ?? "");
    if (target) void inference.handle(new NodeExchange(req, res, maxBodyBytes), target);
    else res.end(req.method);
  });
  const lane = hasLane
    ? new FastLane(server, { inference, findTarget, isStopping, maxBodyBytes })
    : undefined;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    server,
    lane,
    connect: () => new RawClient(port),
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      lane?.closeAll();
      await closed;
    },
  };
}

const notKept: PredictionLog = {
  record: () => undefined,
  status: () => ({ state: "ok", target: "", written: 0, dropped: 0, waiting: 0, reason: undefined }),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

function dataPlane({
  answer = (text) => text,
  contentType = "text/plain",
}: LaneServerOptions): InferenceHandlerOptions["dataPlane"] {
  return {
    async infer({ body, caller }) {
      const text = await answer(Buffer.from(body).toString("latin1"), caller);
      const encoded = { contentType, body: Buffer.from(text, "latin1"), queueMs: 0, inferMs: 0 };
      return { model: iris, answer: encoded };
    },
    inferEach: () => Promise.reject(new Error("nothing is uploaded here")),
  };
}

const iris: FetchedModel = {
  directory: "",
  digest: "d",
  version: {
    name: "iris",
    version: "2",
    source: "",
    registeredName: undefined,
    alias: undefined,
    aliases: [],
    stage: undefined,
    runId: undefined,
    status: undefined,
  },
  manifest: emptyManifest,
};
