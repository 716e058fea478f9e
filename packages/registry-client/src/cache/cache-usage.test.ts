import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { cacheUsage } from "./cache-usage.ts";

test("counts models and the bytes of their files, in all directories", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({
    "models/a/MLmodel": "12345",
    "models/a/data/model.onnx": "123",
    "models/b/MLmodel": "12",
    "tmp/half": "1234",
  });
  expect(await cacheUsage(directory.path)).toEqual({ models: 2, sizeBytes: 10 });
  expect(await cacheUsage(`${directory.path}/none`)).toEqual({ models: 0, sizeBytes: 0 });
});
