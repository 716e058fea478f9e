import { readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError } from "@switchyard/core";
import { test } from "vitest";
import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { MemoryStore } from "../testing/memory-store.ts";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { ArtifactCache, type FetchOptions } from "./artifact-cache.ts";

const options: FetchOptions = { signal: new AbortController().signal, isImmutable: false };
const immutable: FetchOptions = { ...options, isImmutable: true };
const location = "s3://bucket/model";
const files = { MLmodel: "flavors: {}", "data/model.onnx": "12345", registered_model_meta: "x" };

const cacheOf = (directory: TemporaryDirectory, store: MemoryStore): ArtifactCache =>
  new ArtifactCache({
    cacheDirectory: directory.path,
    stores: new Map([["s3", store]]),
    retry: { retries: 2, backoffMs: 1 },
  });
const left = (directory: TemporaryDirectory, name: string): Promise<string[]> =>
  readdir(join(directory.path, name));

test("brings a model here under the name of its content, without what readers of it wrote", async ({
  expect,
}) => {
  await using directory = await TemporaryDirectory.create();
  const model = await cacheOf(directory, new MemoryStore(files)).fetch(location, options);
  expect(model.directory).toBe(join(directory.path, "models", model.digest));
  expect((await readdir(model.directory, { recursive: true })).toSorted()).toEqual([
    "MLmodel",
    "data",
    "data/model.onnx",
  ]);
  expect(await readFile(join(model.directory, "data/model.onnx"), "utf8")).toBe("12345");
  expect(await left(directory, "tmp")).toEqual([]);
});

test("keeps equal models once, wherever they lie", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const cache = cacheOf(directory, new MemoryStore(files));
  const one = await cache.fetch(location, options);
  const other = await cache.fetch("s3://bucket/elsewhere", options);
  expect(other.directory).toBe(one.directory);
  expect(await left(directory, "models")).toEqual([one.digest]);
});

test("shares one copy among all who ask at once, and tells each how far it is", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const store = new MemoryStore(files);
  const cache = cacheOf(directory, store);
  const progress: object[] = [];
  const asking = [1, 2, 3].map(async () =>
    cache.fetch(location, { ...options, onProgress: (each) => progress.push(each) }),
  );
  expect(new Set((await Promise.all(asking)).map(({ digest }) => digest)).size).toBe(1);
  expect(store.reads).toBe(2);
  expect(progress.at(-1)).toEqual({ fetchedBytes: 16, totalBytes: 16 });
});

test("asks no store again for what cannot change, also after a restart", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const store = new MemoryStore(files);
  await cacheOf(directory, store).fetch(location, immutable);
  await cacheOf(directory, store).fetch(location, immutable);
  expect([store.lists, store.reads]).toEqual([1, 2]);
});

test("copies again what may have changed unseen", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const store = new MemoryStore({ ...files });
  const cache = cacheOf(directory, store);
  const before = await cache.fetch(location, options);
  store.files["data/model.onnx"] = "54321";
  const after = await cache.fetch(location, options);
  expect(after.digest).not.toBe(before.digest);
});

test.for(["truncated", "missing"] as const)(
  "mends a cached model with a %s file",
  async (fault, { expect }) => {
    await using directory = await TemporaryDirectory.create();
    const cache = cacheOf(directory, new MemoryStore(files));
    const { directory: model } = await cache.fetch(location, immutable);
    const path = join(model, "data/model.onnx");
    await (fault === "truncated" ? truncate(path, 2) : rm(path));
    await cache.fetch(location, immutable);
    expect(await readFile(path, "utf8")).toBe("12345");
    expect(await left(directory, "tmp")).toEqual([]);
  },
);

const spoilt = (spoil: (store: MemoryStore) => void): MemoryStore => {
  const store = new MemoryStore({ ...files });
  spoil(store);
  return store;
};
const cutOff = spoilt((store) => {
  store.claimedSizes["data/model.onnx"] = 9;
});
const unreadable = spoilt((store) => {
  store.onRead = () => Promise.reject(new Error("reset"));
});
const leadingOut = spoilt((store) => {
  store.files["../evil"] = "x";
});

test.for([
  ["a file that was cut off", cutOff, "data/model.onnx is incomplete, got 5 of 9 bytes"],
  ["a read that fails", unreadable, "s3://bucket/model: cannot fetch "],
  [
    "a place without a model",
    new MemoryStore({ "model.onnx": "1" }),
    "there is no MLmodel file at s3://bucket/model; found model.onnx",
  ],
  ["a path that leads out", leadingOut, '"../evil" leads out of its directory'],
] as const)("fails on %s, and stays clean", async ([, store, message], { expect }) => {
  await using directory = await TemporaryDirectory.create();
  await expect(cacheOf(directory, store).fetch(location, options)).rejects.toThrow(
    expect.objectContaining({ code: "load_failed", message: expect.stringContaining(message) }),
  );
  for (const name of ["models", "tmp", "locations"]) expect(await left(directory, name)).toEqual([]);
});

test("gives up when its caller does, and stays clean", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const store = new MemoryStore(files);
  const abort = new AbortController();
  const reading = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  store.onRead = (_path, signal) => {
    reading.resolve();
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => {
      reject(signal.reason);
      ended.resolve();
    });
    return promise;
  };
  const fetched = cacheOf(directory, store).fetch(location, { ...options, signal: abort.signal });
  await reading.promise;
  abort.abort();
  await expect(fetched).rejects.toThrow("fetching s3://bucket/model was given up");
  await ended.promise;
  expect(await left(directory, "models")).toEqual([]);
});

test("knows a local model again by its files' times, and sees when one was written anew", async ({
  expect,
}) => {
  await using directory = await TemporaryDirectory.create();
  await using source = await TemporaryDirectory.create(files);
  const cache = new ArtifactCache({ cacheDirectory: directory.path, stores: createArtifactStores({}) });
  const first = await cache.fetch(source.path, immutable);
  const second = await cache.fetch(source.path, immutable);
  await source.write("data/model.onnx", "54321");
  const third = await cache.fetch(source.path, immutable);
  expect(second.digest).toBe(first.digest);
  expect(third.digest).not.toBe(first.digest);
  expect(await readFile(join(source.path, "registered_model_meta"), "utf8")).toBe("x");
});

test("serves what it has when a place that never changes cannot be listed any more", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  await using source = await TemporaryDirectory.create(files);
  const cache = new ArtifactCache({ cacheDirectory: directory.path, stores: createArtifactStores({}) });
  const first = await cache.fetch(source.path, immutable);
  await rm(source.path, { recursive: true });
  expect((await cache.fetch(source.path, immutable)).digest).toBe(first.digest);
  await expect(cache.fetch(source.path, options)).rejects.toThrow(GatewayError);
});

test("says which locations it can read", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const cache = new ArtifactCache({ cacheDirectory: directory.path, stores: createArtifactStores({}) });
  await expect(cache.fetch("mlflow-artifacts:/1/m", options)).rejects.toThrow(
    "cannot read mlflow-artifacts:/1/m: only file:, s3: locations can be read; set artifactsDestination",
  );
});
