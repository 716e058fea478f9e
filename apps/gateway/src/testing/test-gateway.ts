import { EventEmitter, once } from "node:events";
import { cp, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServingEvents } from "@switchyard/core";
import { createLog } from "@switchyard/telemetry";
import { loadConfig } from "../config/load-config.ts";
import { startGateway } from "../gateway.ts";
import { sampleRegistry } from "./sample-models.ts";
import { setAlias } from "./set-alias.ts";

export interface TestGateway extends AsyncDisposable {
  readonly baseUrl: string;
  /** Where a model's paths begin: at a port of its own, or below the gateway's. */
  readonly modelUrl: (name: string) => string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(
    path: string,
    body?: string | FormData | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** The registry's database file. */
  readonly database: string;
  /** Points an alias of the registry at another version. */
  moveAlias(name: string, alias: string, version: string): void;
  /** Takes an alias away. */
  deleteAlias(name: string, alias: string): void;
  /** Process ids of a model's workers. */
  workersOf(name: string): readonly number[];
  /** Process ids of those that take connections beside this one. */
  frontPids(): readonly number[];
  /** Kills a model's worker and waits until another has taken its place. */
  killWorker(name: string): Promise<void>;
}

export interface TestGatewayOptions {
  /** As the environment would say it; the sample registry is followed unless it names another. */
  readonly env?: Readonly<Record<string, string>>;
  readonly hotPath?: boolean;
  /** The model that paths without a name mean. */
  readonly root?: string;
  /** Where registry and cache are, and stay; a place of their own, gone in the end, when it is left out. */
  readonly directory?: string;
  /** What workers and other programs see; this process' own when it is left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly events?: Partial<ServingEvents>;
}

const json = { "content-type": "application/json" };

/** A gateway with real workers on a free port, over a copy of the sample registry; every model has been tried. */
export async function startTestGateway({
  env = {},
  hotPath = true,
  root,
  directory: kept,
  environment = process.env,
  events = {},
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const home = kept ?? directory.path;
  const database = join(home, "mlflow.db");
  if (kept === undefined) await cp(join(sampleRegistry, "mlflow.db"), database);
  const workers = new EventEmitter<{ started: [pid: number] }>();
  const gateway = await startGateway({
    config: loadConfig({
      args: [],
      env: {
        MLFLOW_TRACKING_URI: `sqlite:///${database}`,
        SWITCHYARD_ARTIFACTS_DESTINATION: join(sampleRegistry, "artifacts"),
        SWITCHYARD_PORT: "0",
        SWITCHYARD_POLL_INTERVAL_MS: "0",
        ...env,
      },
    }),
    cacheDirectory: env["SWITCHYARD_CACHE_DIR"] ?? join(home, "cache"),
    env: environment,
    log: createLog({ level: "error", format: "json" }),
    isStopping: () => false,
    hotPath,
    root: root === undefined ? undefined : { model: root },
    events: { ...events, workerStarted: (_version, pid) => void workers.emit("started", pid) },
  });
  await gateway.started;
  const { baseUrl, models, modelUrl } = gateway;
  const workersOf = (name: string): readonly number[] =>
    models.served.status(name).current?.servable?.statistics().pids ?? [];
  return {
    baseUrl,
    modelUrl,
    workersOf,
    frontPids: gateway.frontPids,
    get: (path, headers = {}) => fetch(`${baseUrl}${path}`, { headers }),
    post: (path, body = "", headers = typeof body === "string" ? json : {}) =>
      fetch(`${baseUrl}${path}`, { method: "POST", body, headers }),
    database,
    moveAlias: (name, alias, version) => setAlias(database, { name, alias, version }),
    deleteAlias: (name, alias) => setAlias(database, { name, alias }),
    async killWorker(name) {
      const replaced = once(workers, "started");
      for (const pid of workersOf(name)) process.kill(pid, "SIGKILL");
      await replaced;
    },
    async [Symbol.asyncDispose]() {
      await gateway.stop({ delayMs: 0, timeoutMs: 5000 });
      await directory.remove();
    },
  };
}
