import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillTensor, type Session, type Tensor } from "@switchyard/core";
import { test } from "vitest";
import { zipMapFile, type ZipMapFileOptions } from "../testing/zip-map-file.ts";
import { sessionOptions } from "./session-options.ts";
import { openOnnxSession } from "./session.ts";

async function open(options: ZipMapFileOptions): Promise<Session> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-zip-map-"));
  const path = join(directory.path, "model.onnx");
  await writeFile(path, zipMapFile(options));
  await writeFile(join(directory.path, "weights.data"), new Uint8Array(Float32Array.of(10, 20).buffer));
  return await openOnnxSession(path, sessionOptions(undefined));
}

const x = fillTensor("float32", [2, 2], (index) => index);

test("scores by class come out as a tensor whose classes are known", async ({ expect }) => {
  await using session = await open({ labels: ["cat", "dog"] });
  expect(session.outputs).toEqual([{ name: "probability", dtype: "float32", shape: [-1, 2] }]);
  expect(await session.run({ x })).toEqual({ probability: x });
  expect(session.classes.get("probability")?.labels).toEqual(["cat", "dog"]);
});

test.for<[ZipMapFileOptions["labels"], readonly (readonly [string, number])[]]>([
  [
    ["b", "a"],
    [
      ["a", 1],
      ["b", 0],
    ],
  ],
  [
    ["\u{1F600}", "\uFFFF"],
    [
      ["\uFFFF", 1],
      ["\u{1F600}", 0],
    ],
  ],
  [
    [10, 9],
    [
      ["9", 1],
      ["10", 0],
    ],
  ],
  [["a", "a"], [["a", 1]]],
])("the classes %j are written as %j", async ([labels, columns], { expect }) => {
  await using session = await open({ labels });
  expect([...(session.classes.get("probability")?.columns ?? [])]).toEqual(columns);
});

test.for<[string, Partial<ZipMapFileOptions>, readonly string[]]>([
  ["that are an output too", { scoresToo: true }, ["probability", "scores"]],
  ["that go out twice", { maps: ["one", "other"] }, ["one", "other"]],
])("scores %s are given under each name", async ([, options, names], { expect }) => {
  await using session = await open({ labels: [0, 1], ...options });
  expect(session.outputs.map(({ name }) => name)).toEqual(names);
  const all: Record<string, Tensor> = Object.fromEntries(names.map((name) => [name, x]));
  expect(await session.run({ x })).toEqual(all);
});

test("weights beside the model are found", async ({ expect }) => {
  await using session = await open({ labels: [0, 1], externalData: "weights.data" });
  const { probability } = await session.run({ x });
  expect(probability?.data).toEqual(Float32Array.of(10, 21, 12, 23));
});

test("a map that the graph itself reads is refused", async ({ expect }) => {
  await expect(open({ labels: [0, 1], isRead: true })).rejects.toMatchObject({ code: "load_failed" });
});

test("another number of scores than classes is the model's error", async ({ expect }) => {
  await using session = await open({ labels: ["a", "b", "c"] });
  await expect(session.run({ x })).rejects.toMatchObject({
    code: "model_error",
    message: "expected 3 scores a row, found the shape [2, 2]",
  });
});
