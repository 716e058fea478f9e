import { EventEmitter, once } from "node:events";
import { cp, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createLog } from "@switchyard/telemetry";
import { loadConfig } from "../config/load-config.ts";
import { startGateway } from "../gateway.ts";
import { sampleRegistry } from "./sample-models.ts";

export interface TestGateway extends AsyncDisposable {
  readonly baseUrl: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(
    path: string,
    body?: string | FormData | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Points an alias of the registry at another version. */
  moveAlias(name: string, alias: string, version: string): void;
  /** Process ids of a model's workers. */
  workersOf(name: string): readonly number[];
  /** Kills a model's worker and waits until another has taken its place. */
  killWorker(name: string): Promise<void>;
}

export interface TestGatewayOptions {
  /** As the environment would say it; the sample registry is followed unless it names another. */
  readonly env?: Readonly<Record<string, string>>;
  readonly hotPath?: boolean;
}

const json = { "content-type": "application/json" };

/** A gateway with real workers on a free port, over a copy of the sample registry; every model has been tried. */
export async function startTestGateway({
  env = {},
  hotPath = true,
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const database = join(directory.path, "mlflow.db");
  await cp(join(sampleRegistry, "mlflow.db"), database);
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
    cacheDirectory: join(directory.path, "cache"),
    env: process.env,
    log: createLog({ level: "error", format: "json" }),
    isStopping: () => false,
    hotPath,
    events: { workerStarted: (_version, pid) => void workers.emit("started", pid) },
  });
  await gateway.started;
  const { baseUrl, models } = gateway;
  const workersOf = (name: string): readonly number[] =>
    models.served.status(name).current?.servable?.statistics().pids ?? [];
  return {
    baseUrl,
    workersOf,
    get: (path, headers = {}) => fetch(`${baseUrl}${path}`, { headers }),
    post: (path, body = "", headers = typeof body === "string" ? json : {}) =>
      fetch(`${baseUrl}${path}`, { method: "POST", body, headers }),
    moveAlias: (name, alias, version) => moveAlias(database, { name, alias, version }),
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

interface Move {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
}

function moveAlias(database: string, { name, alias, version }: Move): void {
  const registry = new DatabaseSync(database);
  registry
    .prepare("UPDATE registered_model_aliases SET version = ? WHERE name = ? AND alias = ?")
    .run(Number(version), name, alias);
  registry.close();
}
