import { cp, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRegistry } from "../../testing/sample-models.ts";
import { setAlias } from "../../testing/set-alias.ts";
import { GatewayProcess } from "../gateway-process.ts";

/** A gateway as people run it, over a copy of the sample registry that it looks at all the time. */
export interface ConsoleGateway extends AsyncDisposable {
  readonly url: string;
  /** Points an alias of the registry at another version. */
  readonly moveAlias: (name: string, alias: string, version: string) => void;
}

/** What those must send who change what is served. */
export const adminToken = "only-operators-know-it";

const models = {
  iris: "models:/iris@champion",
  topic: "models:/topic-classification@champion",
  catdog: "models:/catdog@champion",
  tulips: "models:/iris@tulips",
};

/** Starts it, with models of tables, texts and pictures, and one that cannot be loaded. */
export async function startConsoleGateway(): Promise<ConsoleGateway> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-browser-"));
  const database = join(directory.path, "mlflow.db");
  await cp(join(sampleRegistry, "mlflow.db"), database);
  const gateway = await GatewayProcess.start({
    MLFLOW_TRACKING_URI: `sqlite:///${database}`,
    SWITCHYARD_ARTIFACTS_DESTINATION: join(sampleRegistry, "artifacts"),
    SWITCHYARD_CACHE_DIR: join(directory.path, "cache"),
    SWITCHYARD_POLL_INTERVAL_MS: "250",
    SWITCHYARD_ADMIN_TOKEN: adminToken,
    SWITCHYARD_MODELS: Object.entries(models)
      .map(([name, uri]) => `${name}=${uri}`)
      .join(),
  });
  return {
    url: gateway.url,
    moveAlias: (name, alias, version) => setAlias(database, { name, alias, version }),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await directory.remove();
    },
  };
}
