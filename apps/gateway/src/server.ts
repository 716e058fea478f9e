import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  GatewayError,
  type Logger,
  type PredictionLog,
  type ServedModels,
  type TrainingJobs,
} from "@switchyard/core";
import { Access, answerRequests, type FastLane, type RootModel } from "@switchyard/http";
import { displayUrl } from "@switchyard/registry-client";
import { DataPlane } from "@switchyard/serving";
import type { Metrics } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import type { FollowedModels } from "./followed-models.ts";
import type { Models } from "./models.ts";
import { watchUnused } from "./unused-connections.ts";
import { version } from "./version.ts";

export interface ListenOptions {
  readonly config: Config;
  readonly models: Models;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly following: Pick<FollowedModels, "status" | "hint">;
  readonly training: TrainingJobs;
  readonly metrics: Metrics;
  readonly predictionLog: PredictionLog | undefined;
  readonly log: Logger;
  readonly isStopping: () => boolean;
  readonly hotPath: boolean;
}

/** A port, and what is answered there. */
export interface ListenAt {
  readonly port: number;
  /** What the port is called in the configuration. */
  readonly setting: string;
  readonly served: ServedModels;
  /** The model that paths without a name mean. */
  readonly root: RootModel | undefined;
}

/** A port that is open. */
export interface Listener {
  readonly server: Server;
  /** Has connections that the server does not know, where there is one. */
  readonly lane: FastLane | undefined;
}

/** Longer than the idle time of common load balancers, so that they close first. */
const keepAliveTimeoutMs = 75_000;

/** Listens and answers; throws `invalid_configuration` when the port cannot be had. */
export async function listen(options: ListenOptions, at: ListenAt): Promise<Listener> {
  const { config, log } = options;
  const { host } = config.server;
  const { port, setting } = at;
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs, noDelay: true });
  server.headersTimeout = keepAliveTimeoutMs + 5000;
  watchUnused(server);
  const lane = answer(server, options, at);
  server.on("error", (error) => log.error("server error", { reason: error.message }));
  server.listen({ host, port, backlog: 1024 });
  try {
    await once(server, "listening");
    return { server, lane };
  } catch (cause) {
    throw new GatewayError("invalid_configuration", whyNot(cause, `${host}:${port}`, setting), { cause });
  }
}

function answer(
  server: Server,
  { config, models, env, following, training, metrics, log, isStopping, ...options }: ListenOptions,
  { served, root }: ListenAt,
): FastLane | undefined {
  const { apiTokens, adminToken, controlPlane, maxBodyBytes, requestTimeoutMs, readiness } = config.server;
  const { trackingUri, registryUri = trackingUri, webhookSecret } = config.registry;
  return answerRequests(server, {
    models: served,
    dataPlane: new DataPlane(served),
    reload: models.reload,
    rollback: models.rollback,
    training,
    webhook: { secret: webhookSecret, onHint: () => following.hint() },
    access: new Access({ apiTokens, adminToken, controlPlane }),
    maxBodyBytes,
    requestTimeoutMs,
    readiness: root ? "all" : readiness,
    registryStatus: () => following.status(),
    trackingUri: displayUrl(registryUri ?? ""),
    pythonDevice: env["MLFLOW_DEFAULT_PREDICTION_DEVICE"] || "cpu",
    metrics,
    version,
    isStopping,
    hotPath: options.hotPath,
    predictionLog: options.predictionLog,
    root,
    onAnswered: config.log.level === "debug" ? (line) => log.debug("answered", { ...line }) : undefined,
    onReloadFailure: (model, thrown) =>
      log.warn("reload failed", { model, reason: GatewayError.from(thrown).message }),
  });
}

function whyNot(cause: unknown, address: string, setting: string): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return `${address} is in use by another program; choose another with ${setting}`;
  if (code === "EACCES")
    return `${address} needs more rights than this user has; choose a port above 1023 with ${setting}`;
  return `cannot listen on ${address}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
