import { mkdir, mkdtempDisposable, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseManifest } from "@switchyard/registry-client";
import { test } from "vitest";
import { recordFile } from "./companion-record.ts";
import { layOutCompanion } from "./lay-out-companion.ts";

const files = {
  MLmodel: "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n",
  "model.pkl": "pickle",
  "code/own/module.py": "x = 1",
  "input_example.json": "{}",
};
const flavor = { data: "model.onnx", predict_output: "label" };

interface LaidOut extends AsyncDisposable {
  readonly source: string;
  readonly target: string;
  readonly names: readonly string[];
  readonly read: (name: string) => Promise<string>;
}

interface LayOutOptions {
  readonly more?: Readonly<Record<string, string>>;
  readonly labels?: readonly string[];
  /** Where the companion is to lie. */
  readonly disk?: string;
}

async function laidOut({ more = {}, labels, disk = tmpdir() }: LayOutOptions = {}): Promise<LaidOut> {
  const source = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const target = await mkdtempDisposable(join(disk, "switchyard-"));
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    await mkdir(dirname(join(source.path, name)), { recursive: true });
    await writeFile(join(source.path, name), text);
  }
  await writeFile(join(target.path, "model.onnx"), "graph");
  await layOutCompanion({ source: source.path, target: target.path, flavor, labels });
  const entries = await readdir(target.path, { recursive: true, withFileTypes: true });
  return {
    source: source.path,
    target: target.path,
    names: entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(target.path.length + 1))
      .toSorted(),
    read: (name) => readFile(join(target.path, name), "utf8"),
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await target[Symbol.asyncDispose]();
    },
  };
}

const whole = ["MLmodel", "code/own/module.py", "input_example.json", "model.onnx", "model.pkl"];

test("the directory is the whole model with its graph and its entry", async ({ expect }) => {
  await using laid = await laidOut();
  expect(laid.names).toEqual(whole);
  expect(await laid.read("code/own/module.py")).toBe("x = 1");
  expect(parseManifest(await laid.read("MLmodel")).flavors["onnx"]).toEqual(flavor);
  expect(await readFile(join(laid.source, "MLmodel"), "utf8")).toBe(files.MLmodel);
});

test("a second name costs no space", async ({ expect }) => {
  await using laid = await laidOut();
  const [one, other] = [
    await stat(join(laid.source, "model.pkl")),
    await stat(join(laid.target, "model.pkl")),
  ];
  expect(other.ino).toBe(one.ino);
});

test("the new graph stands in place of one that was there", async ({ expect }) => {
  await using laid = await laidOut({ more: { "model.onnx": "old", "nested/model.onnx": "another" } });
  expect(await laid.read("model.onnx")).toBe("graph");
  expect(await laid.read("nested/model.onnx")).toBe("another");
  expect(await readFile(join(laid.source, "model.onnx"), "utf8")).toBe("old");
});

test("the record of an earlier companion stays with that one", async ({ expect }) => {
  await using laid = await laidOut({ more: { [recordFile]: "old" } });
  expect(laid.names).toEqual(whole);
});

test.for([
  ["are written", {}, '["a","b"]'],
  ["are its own where it has some", { "labels.json": '["x","y"]' }, '["x","y"]'],
] as const)("class names %s", async ([, more, expected], { expect }) => {
  await using laid = await laidOut({ more, labels: ["a", "b"] });
  expect(await laid.read("labels.json")).toBe(expected);
});

const memory = "/dev/shm";
const here = statSync(tmpdir()).dev;
const isOtherDisk = (statSync(memory, { throwIfNoEntry: false })?.dev ?? here) !== here;

test.runIf(isOtherDisk)("on another file system files are copied", async ({ expect }) => {
  await using laid = await laidOut({ disk: memory });
  expect(laid.names).toEqual(whole);
  expect(await laid.read("model.pkl")).toBe("pickle");
});

test("a model whose description has no flavors is refused", async ({ expect }) => {
  await expect(laidOut({ more: { MLmodel: "run_id: x\n" } })).rejects.toThrow("flavors");
});
