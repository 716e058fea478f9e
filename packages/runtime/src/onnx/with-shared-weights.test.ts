import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyManifest } from "@switchyard/core";
import { test } from "vitest";
import { onnxFile } from "../testing/onnx-file.ts";
import { readOnnxFlavor } from "./onnx-flavor.ts";
import { openOnnxSession } from "./session.ts";
import { withSharedWeights } from "./with-shared-weights.ts";

const manifest = { ...emptyManifest, flavors: { onnx: { data: "model.onnx" } } };
const spec = { dtype: "float32", shape: [-1, 2] } as const;

test("weights in files of their own are left there, and the answers stay", async ({ expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-weights-"));
  await writeFile(join(directory.path, "model.onnx"), onnxFile({ ...spec, externalData: "weights.data" }));
  await writeFile(join(directory.path, "weights.data"), new Uint8Array(Float32Array.of(10, 20).buffer));
  const flavor = await withSharedWeights(readOnnxFlavor(directory.path, manifest));
  expect(flavor?.session.extra).toEqual({
    session: { intra_op: { allow_spinning: "0" }, disable_prepacking: "1" },
  });
  if (!flavor) return;
  await using session = await openOnnxSession(flavor.path, flavor.session);
  const answer = await session.run({ x: { dtype: "float32", shape: [1, 2], data: Float32Array.of(1, 2) } });
  expect(answer["y"]?.data).toEqual(Float32Array.of(11, 22));
});

test("a graph that holds its weights itself shares nothing", async ({ expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-weights-"));
  await writeFile(join(directory.path, "model.onnx"), onnxFile(spec));
  expect(await withSharedWeights(readOnnxFlavor(directory.path, manifest))).toBeUndefined();
});
