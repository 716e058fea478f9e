import { cp, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { sampleRegistry } from "../../testing/sample-models.ts";
import { setAlias } from "../../testing/set-alias.ts";
import { trainingCommand } from "../../testing/training-gateway.ts";
import { GatewayProcess } from "../gateway-process.ts";

/** A gateway as people run it, over a copy of the sample registry that it looks at all the time. */
export interface ConsoleGateway extends AsyncDisposable {
  readonly url: string;
  /** Points an alias of the registry at another version. */
  readonly moveAlias: (name: string, alias: string, version: string) => void;
  /** Ends it, and starts it at the same place once what is done meanwhile has been done. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
}

/** What those must send who change what is served. */
export const adminToken = "only-operators-know-it";

const parameters = { type: "object", properties: { steps: { type: "integer", minimum: 0, default: 3 } } };

const models = {
  iris: { uri: "models:/iris@champion", train: { command: trainingCommand, parameters } },
  topic: "models:/topic-classification@champion",
  catdog: "models:/catdog@champion",
  tulips: "models:/iris@tulips",
};

/** Starts it, with models of tables, texts and pictures, and one that cannot be loaded. */
export async function startConsoleGateway(): Promise<ConsoleGateway> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-browser-"));
  const database = join(directory.path, "mlflow.db");
  const file = join(directory.path, "switchyard.yaml");
  await cp(join(sampleRegistry, "mlflow.db"), database);
  await writeFile(file, stringify({ models }));
  const start = (port: string): Promise<GatewayProcess> =>
    GatewayProcess.start({
      MLFLOW_TRACKING_URI: `sqlite:///${database}`,
      SWITCHYARD_ARTIFACTS_DESTINATION: join(sampleRegistry, "artifacts"),
      SWITCHYARD_CACHE_DIR: join(directory.path, "cache"),
      SWITCHYARD_POLL_INTERVAL_MS: "250",
      SWITCHYARD_ADMIN_TOKEN: adminToken,
      SWITCHYARD_CONFIG: file,
      SWITCHYARD_PORT: port,
    });
  let gateway = await start("0");
  const { url } = gateway;
  return {
    url,
    moveAlias: (name, alias, version) => setAlias(database, { name, alias, version }),
    async restart(meanwhile) {
      await gateway[Symbol.asyncDispose]();
      await meanwhile();
      gateway = await start(new URL(url).port);
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await directory.remove();
    },
  };
}
