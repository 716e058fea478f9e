import { ServerClient } from "../../stores/rest/server-client.ts";
import { artifactStoreConformance } from "../../testing/artifact-store-conformance.ts";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { ProxyStore } from "./proxy-store.ts";
import { createSignedHttp } from "./signed-http.ts";

for (const isSigned of [false, true])
  artifactStoreConformance(isSigned ? "a proxy that signs addresses" : "a proxy", async () => {
    const directory = await TemporaryDirectory.create();
    const mlflow = await FakeMlflow.start(directory.path);
    mlflow.signsAddresses = isSigned;
    const client = new ServerClient(mlflow.url, { backoffMs: 1 });
    const timeoutMs = 1000;
    return {
      store: new ProxyStore({
        client,
        signedHttp: isSigned ? createSignedHttp({ timeoutMs }) : undefined,
        timeoutMs,
      }),
      async seed(files) {
        for (const [path, content] of Object.entries(files))
          await directory.write(`1/model/${path}`, content);
        return "mlflow-artifacts:/1/model";
      },
      async [Symbol.asyncDispose]() {
        await client[Symbol.asyncDispose]();
        await mlflow[Symbol.asyncDispose]();
        await directory[Symbol.asyncDispose]();
      },
    };
  });
