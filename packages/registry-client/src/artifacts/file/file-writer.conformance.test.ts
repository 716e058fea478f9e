import { artifactWriterConformance } from "../../testing/artifact-writer-conformance.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createFileStore } from "./file-store.ts";
import { createFileWriter } from "./file-writer.ts";

artifactWriterConformance("a directory", async () => {
  const directory = await TemporaryDirectory.create();
  return {
    writer: createFileWriter((location) => location),
    store: createFileStore((location) => location),
    location: `${directory.path}/1/model`,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
});
