import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { sourceOf } from "../artifact-sources.ts";
import { createFileWriter } from "./file-writer.ts";

test("says why nothing can be put into a place that is no directory", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ file: "x" });
  const writer = createFileWriter((location) => location);
  const writing = writer.write(`${directory.path}/file`, sourceOf("MLmodel", "x"), AbortSignal.timeout(5000));
  await expect(writing).rejects.toThrow(/cannot write .*\/file\/MLmodel: (?:ENOTDIR|EEXIST)/);
});
