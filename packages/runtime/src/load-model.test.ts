import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyManifest, fillTensor, type ModelManifest } from "@switchyard/core";
import { test } from "vitest";
import { loadModel } from "./load-model.ts";
import type { Model } from "./model.ts";
import { readOnnxFlavor } from "./onnx/onnx-flavor.ts";
import { openOnnxSession } from "./onnx/session.ts";
import { onnxFile, type OnnxFileOptions } from "./testing/onnx-file.ts";

const manifest: ModelManifest = {
  ...emptyManifest,
  flavors: { onnx: { data: "model.onnx" } },
  loaderModule: "mlflow.onnx",
};

interface Setup {
  readonly graph: OnnxFileOptions;
  readonly files?: Readonly<Record<string, string>>;
  readonly manifest?: Partial<ModelManifest>;
}

async function load({ graph, files = {}, manifest: own = {} }: Setup): Promise<Model> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-model-"));
  await writeFile(join(directory.path, "model.onnx"), onnxFile(graph));
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory.path, name), content);
  const whole = { ...manifest, ...own };
  const flavor = readOnnxFlavor(directory.path, whole);
  await using session = await openOnnxSession(flavor.path, flavor.session);
  return await loadModel({ directory: directory.path, manifest: whole, flavor, session, labels: undefined });
}

const table: OnnxFileOptions = { dtype: "float32", shape: [-1, 2] };
const picture: OnnxFileOptions = { dtype: "uint8", shape: [-1, 8, 8, 3] };

test.for([
  ["a table of tensors", { graph: table }, { flavor: "onnx", task: "tensor", predictOutput: undefined }],
  ["pictures", { graph: picture }, { task: "image" }],
  ["labels of labels.json", { graph: table, files: { "labels.json": '["a","b"]' } }, { labels: ["a", "b"] }],
  ["labels of labels.txt", { graph: table, files: { "labels.txt": "a\nb\n" } }, { labels: ["a", "b"] }],
  [
    "labels of config.json in their order",
    { graph: table, files: { "config.json": '{"id2label":{"1":"b","0":"a","10":"k"}}' } },
    { labels: ["a", "b", "k"] },
  ],
  [
    "labels of the metadata",
    { graph: table, manifest: { metadata: { labels: ["a", "b"] } } },
    { labels: ["a", "b"] },
  ],
  [
    "the answer of a companion",
    {
      graph: table,
      manifest: { loaderModule: "mlflow.sklearn", flavors: { sklearn: {}, onnx: { predict_output: "y" } } },
    },
    { flavor: "sklearn", predictOutput: "y" },
  ],
] as const)("sees %s", async ([, setup, expected], { expect }) => {
  const { description } = await load(setup);
  expect(description).toMatchObject(expected);
});

test.for([
  ["a batch of any size", table, 64],
  ["a fixed batch", { dtype: "float32", shape: [1, 2] }, 0],
  ["a scalar", { dtype: "float32", shape: [] }, 0],
  ["pictures", picture, 4],
] as const)("batches rows of a graph that takes %s", async ([, graph, rows], { expect }) => {
  expect((await load({ graph })).maxBatchRows).toBe(rows);
});

test("an ONNX model is fed and answers as MLflow's wrapper does", async ({ expect }) => {
  const model = await load({ graph: table });
  const values = fillTensor("float64", [1], () => 1.5);
  const frame = {
    form: "frame",
    rows: 1,
    columns: [
      { name: "a", values },
      { name: "b", values },
    ],
  } as const;
  const [feeds = {}] = await model.prepare(frame);
  expect(feeds).toEqual({ x: fillTensor("float32", [1, 2], () => 1.5) });
  const y = fillTensor("float32", [1, 2], () => 3);
  expect(model.conclude([{ y }], "frame").prediction).toEqual({
    form: "records",
    columns: { y: { ...y, shape: [2] } },
  });
  expect(model.conclude([{ y }], "array").prediction).toEqual({ form: "named", arrays: { y } });
});

test.for([
  [{ sklearn: {} }, "the model has no ONNX flavor; it has sklearn"],
  [{ onnx: { data: "../../secret.onnx" } }, "lies outside the model"],
  [{ onnx: { data: 3 } }, "MLmodel: flavors.onnx"],
] as const)("refuses the flavors %j", ([flavors, message], { expect }) => {
  expect(() => readOnnxFlavor("/models/x", { ...manifest, flavors })).toThrow(message);
});
