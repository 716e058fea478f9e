import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { createSampleCache } from "../testing/sample-cache.ts";

const download = ["models", "download", "-m", "models:/iris@champion"] as const;

test("downloads a whole model into a new directory, and prints its path", async ({ expect }) => {
  await using cache = await createSampleCache();
  const target = join(cache.path, "deep", "iris");
  const { code, stdout, stderr } = await runCommand([...download, "-d", target], cache.env);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${target}\n`, stderr: "" });
  const files = await readdir(target);
  expect(files).toEqual(expect.arrayContaining(["MLmodel", "model.onnx"]));
  expect(await readdir(join(cache.path, "deep"))).toEqual(["iris"]);
  expect((await stat(join(target, "MLmodel"))).mode & 0o200).toBe(0o200);
});

test("without a directory the model stays in the cache", async ({ expect }) => {
  await using cache = await createSampleCache();
  const { stdout } = await runCommand(download, cache.env);
  expect(stdout.startsWith(join(cache.path, "cache"))).toBe(true);
  expect(await readFile(join(stdout.trim(), "MLmodel"), "utf8")).toContain("flavors:");
});

test("a directory that is not empty is left alone, unless it is forced", async ({ expect }) => {
  await using cache = await createSampleCache();
  const target = join(cache.path, "iris");
  await mkdir(target);
  await writeFile(join(target, "MLmodel"), "mine");
  await writeFile(join(target, "notes.txt"), "mine too");
  const refused = await runCommand([...download, "-d", target], cache.env);
  expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("--force") });
  expect(await readFile(join(target, "MLmodel"), "utf8")).toBe("mine");

  expect((await runCommand([...download, "-d", target, "--force"], cache.env)).code).toBe(0);
  expect(await readFile(join(target, "MLmodel"), "utf8")).toContain("flavors:");
  expect(await readFile(join(target, "notes.txt"), "utf8")).toBe("mine too");
});

test.for([
  ["models:/nobody/1", "no registered model nobody"],
  ["models:/iris@champoin", "did you mean"],
] as const)("says what is wrong with %s", async ([uri, reason], { expect }) => {
  await using cache = await createSampleCache();
  const { code, stderr } = await runCommand(["models", "download", "-m", uri], cache.env);
  expect(code).toBe(1);
  expect(stderr).toContain(reason);
});
