import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  GatewayError,
  type Activity,
  type LevelledLog,
  type Logger,
  type ModelHistory,
  type PredictionLog,
  type ServedModels,
  type TrainingJobs,
} from "@switchyard/core";
import {
  Access,
  answerRequests,
  believeFront,
  type EventFeed,
  type FastLane,
  type RootModel,
  type TrafficRecorder,
} from "@switchyard/http";
import { displayUrl } from "@switchyard/registry-client";
import { DataPlane } from "@switchyard/serving";
import type { Metrics, RequestLines, TraceRecorder } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import type { FollowedModels } from "./followed-models.ts";
import type { Models } from "./models.ts";
import { openServer, unsharedPort, type Listener } from "./open-server.ts";
import { version } from "./version.ts";

export interface ListenOptions {
  readonly config: Config;
  readonly models: Models;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly following: Pick<FollowedModels, "areModelsKnown" | "status" | "hint">;
  readonly training: TrainingJobs;
  readonly history: ModelHistory;
  readonly activity: Activity;
  readonly feed: EventFeed;
  readonly metrics: Metrics;
  readonly traffic: TrafficRecorder;
  readonly predictionLog: PredictionLog | undefined;
  readonly tracing: TraceRecorder | undefined;
  readonly log: Logger;
  readonly logLevel: LevelledLog;
  readonly requestLog: RequestLines;
  readonly isStopping: () => boolean;
  readonly hotPath: boolean;
  readonly consoleDirectory: string | undefined;
}

/** A port, and what is answered there. */
export interface ListenAt {
  readonly port: number;
  /** What the port is called in the configuration. */
  readonly setting: string;
  readonly served: ServedModels;
  /** Whether fronts take connections there too. */
  readonly isShared?: boolean;
  /** The model that paths without a name mean. */
  readonly root: RootModel | undefined;
}

/** Listens and answers; throws `invalid_configuration` when the port cannot be had. */
export async function listen(options: ListenOptions, at: ListenAt): Promise<Listener> {
  const { config, log } = options;
  const { host } = config.server;
  const { setting, isShared = false } = at;
  const port = isShared ? await unsharedPort({ host, port: at.port }, { setting }) : at.port;
  return await openServer(
    { host, port, isShared },
    {
      setting,
      answer: (server) => answer(server, options, at),
      onError: (error) => log.error("server error", { reason: error.message }),
    },
  );
}

/** Answers what fronts hand on, at a socket without a file that only they know. */
export async function listenForFronts(
  options: ListenOptions,
  at: Pick<ListenAt, "served" | "root">,
): Promise<{ readonly server: Server; readonly path: string }> {
  const path = `\0switchyard-main-${randomUUID()}`;
  const server = createServer({ keepAliveTimeout: 0 });
  server.on("request", believeFront);
  answer(server, { ...options, hotPath: false }, at);
  server.listen(path);
  await once(server, "listening");
  return { server, path };
}

function switchesOf({ reload, rollback, splitTraffic }: Models) {
  return { reload, rollback, splitTraffic };
}

function answer(
  server: Server,
  { config, models, env, following, training, metrics, log, isStopping, ...options }: ListenOptions,
  { served, root }: Pick<ListenAt, "served" | "root">,
): FastLane | undefined {
  const { apiTokens, adminToken, controlPlane, maxBodyBytes, requestTimeoutMs, readiness } = config.server;
  const { trackingUri, registryUri = trackingUri, webhookSecret } = config.registry;
  return answerRequests(server, {
    models: served,
    dataPlane: new DataPlane(served, models.statistics),
    ...switchesOf(models),
    training,
    webhook: { secret: webhookSecret, onHint: () => following.hint() },
    access: new Access({ apiTokens, adminToken, controlPlane }),
    maxBodyBytes,
    requestTimeoutMs,
    readiness: root ? "all" : readiness,
    registryStatus: () => following.status(),
    areModelsKnown: () => following.areModelsKnown,
    trackingUri: displayUrl(registryUri ?? ""),
    pythonDevice: env["MLFLOW_DEFAULT_PREDICTION_DEVICE"] || "cpu",
    metrics,
    traffic: options.traffic,
    version,
    isStopping,
    hotPath: options.hotPath,
    history: options.history,
    activity: options.activity,
    feed: options.feed,
    consoleDirectory: options.consoleDirectory,
    predictionLog: options.predictionLog,
    tracing: options.tracing,
    root,
    requestLog: options.requestLog,
    logLevel: options.logLevel,
    onReloadFailure: (model, thrown, request) =>
      log.warn("reload failed", { ...request, model, reason: GatewayError.from(thrown).message }),
  });
}
