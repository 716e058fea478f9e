import { ServerClient } from "../../stores/rest/server-client.ts";
import { artifactWriterConformance } from "../../testing/artifact-writer-conformance.ts";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { ProxyStore } from "./proxy-store.ts";
import { ProxyWriter } from "./proxy-writer.ts";

artifactWriterConformance("a proxy", async () => {
  const directory = await TemporaryDirectory.create();
  const mlflow = await FakeMlflow.start(directory.path);
  const client = new ServerClient(mlflow.url, { backoffMs: 1 });
  return {
    writer: new ProxyWriter(client),
    store: new ProxyStore({ client, timeoutMs: 1000 }),
    location: "mlflow-artifacts:/1/model",
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await mlflow[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
});
