import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger, ServingEvents } from "@switchyard/core";
import type { RootModel } from "@switchyard/http";
import { createMetrics, servingLog } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import { FollowedModels } from "./followed-models.ts";
import { createModels, type Models } from "./models.ts";
import { withRegistry } from "./sample-registry.ts";
import { listen } from "./server.ts";
import { drain, type DrainOptions } from "./stop.ts";

export interface GatewayOptions {
  readonly config: Config;
  readonly cacheDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly isStopping: () => boolean;
  /** Off, inference goes through Express like all else. */
  readonly hotPath?: boolean;
  /** The model that `/invocations` and the like mean; without it such paths are the gateway's own. */
  readonly root?: RootModel | undefined;
  /** Heard beside the log. */
  readonly events?: Partial<ServingEvents>;
  readonly onTried?: (name: string, gateway: Pick<Gateway, "models" | "baseUrl">) => Promise<void>;
}

export interface Gateway {
  readonly server: Server;
  readonly models: Models;
  readonly baseUrl: string;
  /** Resolves when each model has been loaded or has failed. */
  readonly started: Promise<void>;
  /** Drains: takes no more requests, ends those it has, frees every model. */
  stop(options: DrainOptions): Promise<void>;
}

/** Listens, then loads the models; requests that come before are told that their model is loading. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { cacheDirectory, env, log, isStopping, onTried } = options;
  const config = withRegistry(options.config);
  const metrics = createMetrics(() => following.status());
  const events = allEvents(servingLog(log), [metrics.events, options.events ?? {}]);
  const models = createModels({ config, cacheDirectory, env, events });
  const tried = async (name: string): Promise<void> => await onTried?.(name, { models, baseUrl });
  const following = new FollowedModels({ config, models, log, onTried: tried });
  const server = await listen({
    config,
    models,
    following,
    metrics,
    log,
    isStopping,
    hotPath: options.hotPath ?? true,
    root: options.root,
  });
  const baseUrl = urlOf(server.address());
  return {
    server,
    models,
    baseUrl,
    started: following.start(),
    async stop(drainOptions) {
      const ended = following[Symbol.asyncDispose]();
      await drain(server, drainOptions);
      await ended;
      await models[Symbol.asyncDispose]();
    },
  };
}

/** The first hears of everything, the others of what they listen to. */
function allEvents(first: ServingEvents, others: readonly Partial<ServingEvents>[]): ServingEvents {
  const all = [first, ...others];
  return {
    modelStateChanged: (...event) => all.forEach((each) => each.modelStateChanged?.(...event)),
    modelSwitched: (...event) => all.forEach((each) => each.modelSwitched?.(...event)),
    modelHeld: (...event) => all.forEach((each) => each.modelHeld?.(...event)),
    modelFetched: (...event) => all.forEach((each) => each.modelFetched?.(...event)),
    modelPrepared: (...event) => all.forEach((each) => each.modelPrepared?.(...event)),
    workerStarted: (...event) => all.forEach((each) => each.workerStarted?.(...event)),
    workerEnded: (...event) => all.forEach((each) => each.workerEnded?.(...event)),
    workerLog: (...event) => all.forEach((each) => each.workerLog?.(...event)),
  };
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host === "0.0.0.0" || host === "[::]" ? "127.0.0.1" : host}:${address.port}`;
}
