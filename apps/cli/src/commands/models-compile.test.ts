import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { runCommand, type Finished } from "../testing/run-command.ts";
import { createSampleCache, type SampleCache } from "../testing/sample-cache.ts";

const registry = fileURLToPath(new URL("../../../../examples/registry", import.meta.url));

/** Compiles with an interpreter that is not there, unless it is told of another. */
async function compile(cache: SampleCache, ...args: readonly string[]): Promise<Finished> {
  return await runCommand(["models", "compile", "--python", "/nowhere/python", ...args], cache.env);
}

/** A sample model without its graph. */
async function withoutGraph(cache: SampleCache): Promise<string> {
  const directory = join(cache.path, "model");
  const names = await readdir(join(registry, "artifacts"), { recursive: true });
  const found = names.find((name) => name.endsWith("model.pkl"));
  await cp(join(registry, "artifacts", dirname(found ?? "")), directory, { recursive: true });
  const mlmodel = await readFile(join(directory, "MLmodel"), "utf8");
  await writeFile(join(directory, "MLmodel"), mlmodel.replace(/^ {2}onnx:\n(?: {4}.*\n)+/m, ""));
  await rm(join(directory, "model.onnx"), { force: true });
  return directory;
}

test("a model that has a graph is compiled already: exit code 2", async ({ expect }) => {
  await using cache = await createSampleCache();
  const { code, stdout, stderr } = await compile(cache, "models:/iris/1");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("iris 1 has an ONNX graph already");
});

test("without Python it says what to set, and writes nothing: exit code 2", async ({ expect }) => {
  await using cache = await createSampleCache();
  const out = join(cache.path, "out");
  const model = await withoutGraph(cache);
  const { code, stdout, stderr } = await compile(cache, "-m", model, "--out", out);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/\/nowhere\/python cannot be started.*SWITCHYARD_PYTHON/);
  expect(await readdir(cache.path)).not.toContain("out");
});

test("the command line's interpreter counts for a model that has one of its own too", async ({ expect }) => {
  await using cache = await createSampleCache();
  const model = await withoutGraph(cache);
  const config = join(cache.path, "switchyard.yaml");
  await writeFile(config, "models:\n  model: { uri: x, python: /elsewhere/python }\n");
  const env = { ...cache.env, SWITCHYARD_CONFIG: config };
  const command = ["models", "compile", "-m", model];
  expect((await runCommand(command, env)).stderr).toContain("/elsewhere/python");
  const told = await runCommand([...command, "--python", "/nowhere/python"], env);
  expect(told.stderr).toContain("/nowhere/python");
});

test.for([
  [["-m", "models:/iris/9"], "iris has no version 9"],
  [["-m", "models:/nobody/1"], "no registered model nobody"],
  [[], "--model-uri"],
] as const)("what is no model is exit code 2, with the reason: %j", async ([args, reason], { expect }) => {
  await using cache = await createSampleCache();
  const { code, stdout, stderr } = await compile(cache, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(reason);
});

test("a directory that holds something is left as it is, before any work", async ({ expect }) => {
  await using cache = await createSampleCache();
  const out = join(cache.path, "out");
  await mkdir(out);
  await writeFile(join(out, "mine.txt"), "mine");
  const { code, stderr } = await compile(cache, "-m", "models:/iris/1", "--out", out);
  expect(code).toBe(2);
  expect(stderr).toMatch(/is not empty.*--force/);
  expect(await readdir(out)).toEqual(["mine.txt"]);
});
