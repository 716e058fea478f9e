import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { ArtifactCache, type FetchOptions } from "./artifact-cache.ts";

const options: FetchOptions = { signal: new AbortController().signal, isImmutable: true };
const stores = createArtifactStores({});
const cacheIn = ({ path }: TemporaryDirectory, maxBytes: number): ArtifactCache =>
  new ArtifactCache({ cacheDirectory: join(path, "cache"), stores, maxBytes });

/** Models of 110 bytes, each unlike the others. */
const threeModels = (): Promise<TemporaryDirectory> =>
  TemporaryDirectory.create(
    Object.fromEntries(
      ["a", "b", "c"].flatMap((name) => [
        [`${name}/MLmodel`, `flavors: ${name}`.padEnd(10)],
        [`${name}/data/model.onnx`, name.repeat(100)],
      ]),
    ),
  );

test("removes the model longest unused, and brings it again when it is wanted", async ({ expect }) => {
  await using directory = await threeModels();
  const cache = cacheIn(directory, 220);
  const digests: string[] = [];
  for (const name of ["a", "b", "a", "c"]) {
    const model = await cache.fetch(join(directory.path, name), options);
    model.release();
    digests.push(model.digest);
  }
  const [a = "", b = "", , c = ""] = digests;
  expect((await readdir(join(directory.path, "cache/models"))).toSorted()).toEqual([a, c].toSorted());
  const again = await cache.fetch(join(directory.path, "b"), options);
  expect(again.digest).toBe(b);
  expect(await readFile(join(again.directory, "data/model.onnx"), "utf8")).toBe("b".repeat(100));
});

test("removes nothing that is in use, however much there is, and all the rest", async ({ expect }) => {
  await using directory = await threeModels();
  const cache = cacheIn(directory, 1);
  const used = await cache.fetch(join(directory.path, "a"), options);
  const twice = [1, 2].map(() => cache.fetch(join(directory.path, "b"), options));
  const [once, again] = await Promise.all(twice);
  once?.release();
  once?.release();
  (await cache.fetch(join(directory.path, "c"), options)).release();
  await expect.poll(() => readdir(join(directory.path, "cache/models"))).toHaveLength(2);
  expect(await readFile(join(used.directory, "MLmodel"), "utf8")).toContain("a");
  again?.release();
  used.release();
  await expect.poll(() => readdir(join(directory.path, "cache/models"))).toHaveLength(0);
});

test("what is fetched is there until it is released, whoever removes what meanwhile", async ({ expect }) => {
  await using directory = await threeModels();
  const use = async (cache: ArtifactCache, name: string): Promise<void> => {
    for (let round = 0; round < 25; round += 1) {
      const model = await cache.fetch(join(directory.path, name), options);
      const contents = [1, 2, 3].map(() => readFile(join(model.directory, "data/model.onnx"), "utf8"));
      expect(new Set(await Promise.all(contents))).toEqual(new Set([name.repeat(100)]));
      expect(await readFile(join(model.directory, "MLmodel"), "utf8")).toContain(name);
      model.release();
    }
  };
  const users = ["a", "b", "c", "a", "b", "c"].map((name) => use(cacheIn(directory, 1), name));
  await Promise.all(users);
  await expect.poll(() => readdir(join(directory.path, "cache/tmp"))).toEqual([]);
});

test("nobody writes to a model's files", async ({ expect }) => {
  await using directory = await threeModels();
  const { directory: model } = await cacheIn(directory, Infinity).fetch(join(directory.path, "a"), options);
  expect((await stat(join(model, "data/model.onnx"))).mode & 0o222).toBe(0);
});
