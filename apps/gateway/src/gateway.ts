import type { LevelledLog, ServingEvents } from "@switchyard/core";
import type { RootModel } from "@switchyard/http";
import { RequestLines, servingLog, type Log } from "@switchyard/telemetry";
import type { Config } from "./config/config.ts";
import { createGatewayMetrics } from "./create-gateway-metrics.ts";
import { createNews } from "./create-news.ts";
import { FollowedModels } from "./followed-models.ts";
import { openListeners, type Listeners } from "./listeners.ts";
import { createModels, type Models } from "./models.ts";
import { createPredictionLog } from "./prediction-log/create-prediction-log.ts";
import { withRegistry } from "./sample-registry.ts";
import type { DrainOptions } from "./stop.ts";
import { createTracing } from "./tracing/create-tracing.ts";
import { createTraining } from "./training/create-training.ts";

export interface GatewayOptions {
  readonly config: Config;
  readonly cacheDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly isStopping: () => boolean;
  /** Off, inference goes through Express like all else. */
  readonly hotPath?: boolean;
  /** The model that `/invocations` and the like mean; without it such paths are the gateway's own. */
  readonly root?: RootModel | undefined;
  /** Where the console was built, for `/`. */
  readonly consoleDirectory?: string | undefined;
  /** Heard beside the log. */
  readonly events?: Partial<ServingEvents>;
  readonly onTried?: (name: string, gateway: Pick<Gateway, "models" | "modelUrl">) => Promise<void>;
}

export interface Gateway {
  /** Processes that take connections beside this one. */
  readonly frontPids: () => readonly number[];
  readonly models: Models;
  readonly baseUrl: string;
  /** Where a model answers at paths such as `/invocations`, on a port of its own or below the gateway's. */
  readonly modelUrl: (name: string) => string;
  /** Resolves when each model has been loaded or has failed, and all processes take connections. */
  readonly started: Promise<void>;
  /** Drains: takes no more requests, ends those it has, frees every model. */
  stop(options: DrainOptions): Promise<void>;
}

/** Listens, then loads the models; requests that come before are told that their model is loading. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { cacheDirectory, env, log, isStopping, onTried } = options;
  const config = withRegistry(options.config);
  const predictionLog = createPredictionLog(config, env);
  const { tracing, switches } = createTracing(config, env, log);
  const known = { models: () => models, registryStatus: () => following.status() };
  const listened = { fronts: (): Listeners["fronts"] => listeners.fronts };
  const measured = createGatewayMetrics({ config, predictionLog, tracing, ...known, ...listened });
  const told = { modelStateChanged: () => listeners.fronts?.tellNames() };
  const news = createNews(() => models);
  const heard = [measured.metrics.events, news.events, switches?.events ?? {}, options.events ?? {}, told];
  const events = allEvents(servingLog(log), heard);
  const models = createModels({ config, cacheDirectory, env, events, tracing, switches });
  const tried = async (name: string): Promise<void> => await onTried?.(name, { models, modelUrl });
  const following = new FollowedModels({ config, models, log, onTried: tried });
  const training = createTraining({ config, env, models, log, onJob: (job) => news.feed.jobChanged(job) });
  const { root, hotPath = true, consoleDirectory } = options;
  const common = { config, models, env, following, isStopping, hotPath, consoleDirectory };
  const requestLog = new RequestLines({ log, share: config.log.accessShare });
  const logLevel = levelOf(log, () => listeners.fronts?.tellShare());
  const logs = { log, logLevel, requestLog, tracing };
  const parted = { training: training.jobs, predictionLog };
  const listening = { ...common, ...measured, ...news, ...logs, ...parted };
  const parts = { news, following, training, predictionLog, models, tracing };
  const listeners = await openListeners(listening, root).catch(async (thrown: unknown) => {
    await release(parts, Promise.resolve());
    throw thrown;
  });
  const { baseUrl, ownUrls, fronts } = listeners;
  const modelUrl = (name: string): string =>
    ownUrls.get(name) ?? (name === root?.model ? baseUrl : `${baseUrl}/models/${encodeURIComponent(name)}`);
  return {
    frontPids: () => fronts?.pids() ?? [],
    models,
    baseUrl,
    modelUrl,
    started: Promise.all([following.start(), fronts?.opened]).then(() => undefined),
    stop: (drainOptions) => release(parts, listeners.drain(drainOptions)),
  };
}

/** The log's level, as all processes follow it. */
function levelOf(log: Log, onChanged: () => void): LevelledLog {
  return {
    get level() {
      return log.level;
    },
    set level(level) {
      log.level = level;
      log.info("log level changed", { level });
      onChanged();
    },
  };
}

interface Parts {
  readonly news: Disposable;
  readonly following: AsyncDisposable;
  readonly training: AsyncDisposable;
  readonly predictionLog: AsyncDisposable | undefined;
  readonly models: AsyncDisposable;
  readonly tracing: AsyncDisposable | undefined;
}

/** Frees all once the requests have ended; those who listen to events would never go by themselves. */
async function release(
  { news, following, training, predictionLog, models, tracing }: Parts,
  drained: Promise<void>,
): Promise<void> {
  news[Symbol.dispose]();
  const ended = Promise.all([following[Symbol.asyncDispose](), training[Symbol.asyncDispose]()]);
  await drained;
  await Promise.all([ended, predictionLog?.[Symbol.asyncDispose]()]);
  await models[Symbol.asyncDispose]();
  await tracing?.[Symbol.asyncDispose]();
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
    modelTimed: (...event) => all.forEach((each) => each.modelTimed?.(...event)),
    trafficSplit: (...event) => all.forEach((each) => each.trafficSplit?.(...event)),
    modelRested: (...event) => all.forEach((each) => each.modelRested?.(...event)),
    modelWoken: (...event) => all.forEach((each) => each.modelWoken?.(...event)),
    workerStarted: (...event) => all.forEach((each) => each.workerStarted?.(...event)),
    workerEnded: (...event) => all.forEach((each) => each.workerEnded?.(...event)),
    workerLog: (...event) => all.forEach((each) => each.workerLog?.(...event)),
  };
}
