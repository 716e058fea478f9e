import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataTypes, fillTensor } from "@switchyard/core";
import { test } from "vitest";
import { onnxFile, type OnnxFileOptions } from "../testing/onnx-file.ts";
import { sessionOptions } from "./session-options.ts";
import { zipMapFile } from "../testing/zip-map-file.ts";
import { openOnnxSession } from "./session.ts";

interface Stored extends AsyncDisposable {
  readonly path: string;
  readonly directory: string;
}

async function stored(options: OnnxFileOptions): Promise<Stored> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-onnx-"));
  const path = join(directory.path, "model.onnx");
  await writeFile(path, onnxFile(options));
  return { path, directory: directory.path, [Symbol.asyncDispose]: () => directory.remove() };
}

test.for(dataTypes)("gives back tensors of %s", async (dtype, { expect }) => {
  await using file = await stored({ dtype, shape: [-1, 2] });
  await using session = await openOnnxSession(file.path, sessionOptions(undefined));
  const x = fillTensor(dtype, [2, 2], (index) => index % 2);
  expect(session.inputs).toEqual([{ name: "x", dtype, shape: [-1, 2] }]);
  expect(await session.run({ x })).toEqual({ y: x });
});

test("keeps whole numbers that a double cannot hold, and texts of any characters", async ({ expect }) => {
  await using wide = await stored({ dtype: "int64", shape: [-1] });
  await using numbers = await openOnnxSession(wide.path, sessionOptions(undefined));
  const x = fillTensor("int64", [1], () => 9007199254740993n);
  expect(await numbers.run({ x })).toEqual({ y: x });
  await using written = await stored({ dtype: "string", shape: [-1] });
  await using texts = await openOnnxSession(written.path, sessionOptions(undefined));
  const spoken = fillTensor("string", [2], (index) => ["", "é 漢字 🐕"][index] ?? "");
  expect(await texts.run({ x: spoken })).toEqual({ y: spoken });
});

test.for(["__proto__", "constructor", "10"])(
  "gives an output that is called %s",
  async (output, { expect }) => {
    await using file = await stored({ dtype: "float32", shape: [-1, 2], output });
    await using session = await openOnnxSession(file.path, sessionOptions(undefined));
    expect(session.outputs).toEqual([{ name: output, dtype: "float32", shape: [-1, 2] }]);
    const x = fillTensor("float32", [2, 2], (index) => index);
    expect(Object.entries(await session.run({ x }))).toEqual([[output, x]]);
  },
);

test.for([
  [["scores"], ["scores"]],
  [
    ["scores", "probability"],
    ["probability", "scores"],
  ],
  [["another"], ["probability", "scores"]],
  [undefined, ["probability", "scores"]],
] as const)("gives the outputs %o as %o", async ([wanted, names], { expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-onnx-"));
  const path = join(directory.path, "model.onnx");
  await writeFile(path, zipMapFile({ labels: ["a", "b"], scoresToo: true }));
  await using session = await openOnnxSession(path, sessionOptions(undefined));
  const x = fillTensor("float32", [1, 2], (index) => index);
  expect(await session.run({ x }, wanted)).toEqual(Object.fromEntries(names.map((name) => [name, x])));
});

test("reads weights that lie in a file beside the model", async ({ expect }) => {
  await using file = await stored({ dtype: "float32", shape: [-1, 2], externalData: "weights.data" });
  await writeFile(join(file.directory, "weights.data"), new Uint8Array(Float32Array.of(10, 20).buffer));
  await using session = await openOnnxSession(file.path, sessionOptions(undefined));
  const { y } = await session.run({ x: fillTensor("float32", [1, 2], (index) => index) });
  expect(y?.data).toEqual(Float32Array.of(10, 21));
});

test("says which file of weights is missing", async ({ expect }) => {
  await using file = await stored({ dtype: "float32", shape: [-1, 2], externalData: "weights.data" });
  const opened = openOnnxSession(file.path, sessionOptions(undefined));
  await expect(opened).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringContaining("weights.data"),
  });
});

test("refuses what is no model", async ({ expect }) => {
  await using file = await stored({ dtype: "float32", shape: [-1] });
  await writeFile(file.path, "no model");
  await expect(openOnnxSession(file.path, sessionOptions(undefined))).rejects.toMatchObject({
    code: "load_failed",
  });
});

test("a run on the wrong type or shape is the model's error, and harms nothing", async ({ expect }) => {
  await using file = await stored({ dtype: "float32", shape: [1, 2] });
  await using session = await openOnnxSession(file.path, sessionOptions(undefined));
  for (const x of [fillTensor("float64", [1, 2], () => 0), fillTensor("float32", [3, 2], () => 0)])
    await expect(session.run({ x })).rejects.toMatchObject({ code: "model_error" });
  const x = fillTensor("float32", [1, 2], () => 1);
  expect(await session.run({ x })).toEqual({ y: x });
});
