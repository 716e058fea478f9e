import type { RootModel } from "@switchyard/http";
import { DataPlane } from "@switchyard/serving";
import { createSampler } from "@switchyard/telemetry";
import { listenForFronts, type ListenOptions } from "../server.ts";
import type { DrainOptions } from "../stop.ts";
import { Fronts } from "./fronts.ts";

/** Fronts, and the socket at which they hand on what is no inference. */
export interface OpenFronts {
  readonly pids: () => readonly number[];
  /** Requests that they have not answered yet. */
  readonly active: () => number;
  /** Resolves when each takes connections, or has failed to. */
  readonly opened: Promise<void>;
  readonly tellNames: () => void;
  readonly tellShare: () => void;
  readonly drain: (options: DrainOptions) => Promise<void>;
}

export interface OpenFrontsOptions {
  readonly listening: ListenOptions;
  readonly root: RootModel | undefined;
  /** The gateway's own, which they share. */
  readonly port: number;
}

/** Starts as many fronts as the configuration asks for beside this process; none where that is all. */
export async function openFronts({
  listening,
  root,
  port,
}: OpenFrontsOptions): Promise<OpenFronts | undefined> {
  const { config, models, log, tracing, requestLog } = listening;
  const { processes, host, maxBodyBytes, requestTimeoutMs, apiTokens, adminToken } = config.server;
  if (processes === 1) return undefined;
  const { served } = models;
  const { server, path: mainPath } = await listenForFronts(listening, { served, root });
  const limits = { maxBodyBytes, requestTimeoutMs, apiTokens, adminToken };
  const fronts = new Fronts({
    count: processes - 1,
    setup: { host, port, root, mainPath, ...limits, tracing: tracing && createSampler(config.tracing) },
    onTraces: tracing && ((traces) => tracing.forward(traces)),
    backend: new DataPlane(served, models.statistics),
    requestLog,
    traffic: listening.traffic,
    names: () => served.names(),
    share: () => requestLog.share,
    log,
  });
  return {
    opened: fronts.open(),
    pids: () => fronts.pids,
    active: () => fronts.active,
    tellNames: () => fronts.tellNames(),
    tellShare: () => fronts.tellShare(),
    async drain(options) {
      await fronts.drain(options);
      server.close();
      server.closeAllConnections();
    },
  };
}
