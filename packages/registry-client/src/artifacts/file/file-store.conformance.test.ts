import { artifactStoreConformance } from "../../testing/artifact-store-conformance.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createFileStore } from "./file-store.ts";

artifactStoreConformance("a directory", async () => {
  const directory = await TemporaryDirectory.create();
  return {
    store: createFileStore((location) => location),
    async seed(files) {
      for (const [path, content] of Object.entries(files)) await directory.write(`model/${path}`, content);
      return `${directory.path}/model`;
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
});
