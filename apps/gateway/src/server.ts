import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { GatewayError, type Logger } from "@switchyard/core";
import { Access, createRequestListener, type RootModel } from "@switchyard/http";
import { DataPlane } from "@switchyard/serving";
import type { Metrics } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import type { FollowedModels } from "./followed-models.ts";
import type { Models } from "./models.ts";
import { version } from "./version.ts";

export interface ListenOptions {
  readonly config: Config;
  readonly models: Models;
  readonly following: Pick<FollowedModels, "status" | "hint">;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly isStopping: () => boolean;
  readonly hotPath?: boolean;
  readonly root?: RootModel | undefined;
}

/** Longer than the idle time of common load balancers, so that they close first. */
const keepAliveTimeoutMs = 75_000;

/** Listens and answers; throws `invalid_configuration` when the port cannot be had. */
export async function listen(options: ListenOptions): Promise<Server> {
  const { config, log } = options;
  const { host, port } = config.server;
  const server = createServer(
    { keepAliveTimeout: keepAliveTimeoutMs, noDelay: true },
    requestListener(options),
  );
  server.headersTimeout = keepAliveTimeoutMs + 5000;
  server.on("error", (error) => log.error("server error", { reason: error.message }));
  server.listen({ host, port, backlog: 1024 });
  try {
    await once(server, "listening");
    return server;
  } catch (cause) {
    throw new GatewayError("invalid_configuration", whyNot(cause, `${host}:${port}`), { cause });
  }
}

function requestListener({
  config,
  models,
  following,
  metrics,
  log,
  isStopping,
  hotPath = true,
  root,
}: ListenOptions): ReturnType<typeof createRequestListener> {
  const { apiTokens, adminToken, controlPlane, maxBodyBytes, requestTimeoutMs, readiness } = config.server;
  return createRequestListener({
    models: models.served,
    dataPlane: new DataPlane(models.served),
    reload: models.reload,
    rollback: models.rollback,
    webhook: { secret: config.registry.webhookSecret, onHint: () => following.hint() },
    access: new Access({ apiTokens, adminToken, controlPlane }),
    maxBodyBytes,
    requestTimeoutMs,
    readiness,
    registryStatus: () => following.status(),
    metrics,
    version,
    isStopping,
    hotPath,
    root,
    onAnswered: config.log.level === "debug" ? (line) => log.debug("answered", { ...line }) : undefined,
    onReloadFailure: (model, thrown) =>
      log.warn("reload failed", { model, reason: GatewayError.from(thrown).message }),
  });
}

function whyNot(cause: unknown, address: string): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return `${address} is in use by another program; choose another with --port`;
  if (code === "EACCES")
    return `${address} needs more rights than this user has; choose a port above 1023 with --port`;
  return `cannot listen on ${address}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
