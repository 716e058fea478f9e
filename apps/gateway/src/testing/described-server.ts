import { once } from "node:events";
import { createServer } from "node:http";
import {
  GatewayError,
  type FetchedModel,
  type ModelDescription,
  type ModelStatus,
  type ServedModels,
  type TrainingJobs,
  type VersionStatus,
} from "@switchyard/core";
import { Access, answerRequests, EventFeed, TrafficRecorder } from "@switchyard/http";
import { DataPlane } from "@switchyard/serving";
import { ActivityRecorder } from "@switchyard/telemetry";
import { urlOf } from "../url-of.ts";

/** By name: what the versions of models say of themselves, by their numbers; the first is the one followed. */
export type Described = Readonly<Record<string, Readonly<Record<string, ModelDescription>>>>;

export interface DescribedServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** From now on these are served, without workers. */
  serve(models: Described): void;
}

export interface DescribedServerOptions {
  /** The model that paths without a name mean. */
  readonly root?: string;
  /** The schema of the parameters with which all models can be trained. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A server over models that are only described. */
export async function startDescribedServer(described: DescribedServerOptions = {}): Promise<DescribedServer> {
  let statuses: ReadonlyMap<string, ModelStatus> = new Map();
  const server = createServer();
  answerRequests(
    server,
    options(
      served(() => statuses),
      described,
    ),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: urlOf(server.address()),
    serve(models) {
      statuses = new Map(
        Object.entries(models).map(([name, versions]) => [name, statusOf(name, Object.entries(versions))]),
      );
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function served(statuses: () => ReadonlyMap<string, ModelStatus>): ServedModels {
  return {
    names: () => [...statuses().keys()],
    status(name) {
      const found = statuses().get(name);
      if (!found) throw new GatewayError("model_not_found", `no model ${name}`);
      return found;
    },
    acquire: refused,
  };
}

function statusOf(name: string, versions: readonly (readonly [string, ModelDescription])[]): ModelStatus {
  const all = versions.map(([version, description]) => versionOf(name, version, description));
  const uri = `models:/${name}@champion`;
  return { name, uri, current: all[0], versions: all, held: undefined, failure: undefined };
}

function versionOf(name: string, number: string, description: ModelDescription): VersionStatus {
  const version = {
    name,
    version: number,
    source: "",
    registeredName: name,
    alias: undefined,
    aliases: [`of ${number}`],
    stage: undefined,
    runId: undefined,
    status: undefined,
  };
  const manifest = {
    flavors: {},
    signature: description.signature,
    loaderModule: undefined,
    modelUuid: undefined,
    runId: undefined,
    mlflowVersion: undefined,
    metadata: {},
    servingInputExample: undefined,
  };
  const fetched: FetchedModel = { version, directory: "", digest: number, manifest };
  const servable = {
    description,
    answer: refused,
    statistics: refused,
    async [Symbol.asyncDispose]() {},
  };
  return { version, state: "ready", failure: undefined, loadedAt: undefined, fetched, servable };
}

function options(
  models: ServedModels,
  { root, parameters }: DescribedServerOptions,
): Parameters<typeof answerRequests>[1] {
  const training: TrainingJobs = {
    parametersOf: () => parameters,
    start: refused,
    list: () => [],
    find: refused,
    follow: refused,
    cancel: refused,
  };
  const statistics = { statisticsOf: () => undefined };
  const activity = new ActivityRecorder({ models, statistics, memoryOf: async () => undefined });
  return {
    models,
    dataPlane: new DataPlane(models),
    access: new Access({ apiTokens: [], adminToken: undefined, controlPlane: "loopback" }),
    reload: refused,
    rollback: refused,
    splitTraffic: refused,
    training,
    history: { of: () => [] },
    activity,
    feed: new EventFeed(activity),
    webhook: { secret: undefined, onHint: () => undefined },
    onReloadFailure: () => undefined,
    maxBodyBytes: 1024,
    requestTimeoutMs: 1000,
    readiness: "all",
    registryStatus: refused,
    trackingUri: "",
    pythonDevice: "cpu",
    metrics: { contentType: "text/plain", text: async () => "" },
    traffic: new TrafficRecorder(),
    version: "1.2.3",
    areModelsKnown: () => true,
    isStopping: () => false,
    hotPath: false,
    predictionLog: undefined,
    logLevel: { level: "info" },
    root: root === undefined ? undefined : { model: root },
  };
}

function refused(): never {
  throw new GatewayError("model_not_ready", "nothing is asked here");
}
