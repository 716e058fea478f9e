import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtempDisposable, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FetchedModel, FetchModel } from "@switchyard/core";
import { createArtifactStores, createFetchModel } from "@switchyard/registry-client";
import { FetchingProcess, type S3Bucket } from "@switchyard/registry-client/testing";
import { beforeAll, test } from "vitest";
import { FaultProxy, type Fault, type HeardRequest } from "./fault-proxy.ts";
import { SmallDisk } from "./small-disk.ts";
import { startS3, type RunningS3 } from "./start-s3.ts";
import { bucketOf, putModel } from "./test-bucket.ts";
import { useS3 } from "./use-s3.ts";

const mib = 2 ** 20;
const large = randomBytes(100 * mib);
const largeDigest = createHash("sha256").update(large).digest("hex");
const manifest = "flavors: {onnx: {data: model.onnx}}";
const pass: Fault = { kind: "pass" };

const storage = useS3();
let s3: RunningS3;
let bucket: S3Bucket;
let largeModel: string;

beforeAll(async () => {
  ({ s3, bucket } = storage());
  largeModel = await putModel(bucket, { MLmodel: manifest, "data/model.onnx": large });
});

test("fetches a large object in ranges, several at a time, all of one content", async ({ expect }) => {
  await using cache = await Cache.create();
  const told: number[] = [];
  const { directory } = await cache.fetch(largeModel, ({ fetchedBytes }) => told.push(fetchedBytes));
  const file = join(directory, "data/model.onnx");
  expect(await sha256Of(file)).toBe(largeDigest);
  expect((await stat(file)).mode & 0o222).toBe(0);
  const parts = cache.proxy.heard.filter(({ url }) => url.includes("model.onnx"));
  expect(new Set(parts.map(({ headers }) => headers.range)).size).toBe(13);
  expect(new Set(parts.map(({ headers }) => headers["if-match"])).size).toBe(1);
  expect(told.at(-1)).toBe(100 * mib + manifest.length);
});

test("processes that fetch a model at the same time bring it here once", async ({ expect }) => {
  await using cache = await Cache.create();
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  cache.proxy.fault = async () => {
    await begun;
    return pass;
  };
  await using one = cache.otherProcess(largeModel);
  await using other = cache.otherProcess(largeModel);
  await Promise.all([one.begun, other.begun]);
  resolve();
  const [directory, same] = await Promise.all([one.outcome, other.outcome]);
  expect(same).toBe(directory);
  expect(await sha256Of(join(directory, "data/model.onnx"))).toBe(largeDigest);
  expect(cache.proxy.heard.filter(({ url }) => url.includes("model.onnx"))).toHaveLength(13);
});

test("takes up again where connections broke off", async ({ expect }) => {
  await using cache = await Cache.create();
  const asked = new Map<string, number>();
  cache.proxy.fault = ({ url, headers: { range = "" } }) => {
    if (!url.includes("model.onnx")) return pass;
    // What is asked for again begins elsewhere, and ends where it did.
    const end = range.slice(range.indexOf("-"));
    const times = (asked.get(end) ?? 0) + 1;
    asked.set(end, times);
    if (times === 1) return { kind: "truncate", afterBytes: 3 * mib, end: "reset" };
    return times === 2 ? { kind: "reset" } : pass;
  };
  const { directory } = await cache.fetch(largeModel);
  expect(await sha256Of(join(directory, "data/model.onnx"))).toBe(largeDigest);
  expect([...asked.values()]).toEqual(Array.from({ length: 13 }, () => 3));
});

test.for([
  ["cut off again and again", { kind: "truncate", afterBytes: 1000, end: "clean" }, "broke off"],
  [
    "reset again and again",
    { kind: "truncate", afterBytes: 1000, end: "reset" },
    ": cannot fetch data/model.onnx: ",
  ],
  ["never answered", { kind: "reset" }, "cannot reach the store at http://127.0.0.1"],
] as const)(
  "an object that is %s fails, and nothing of it is left",
  async ([, fault, message], { expect }) => {
    await using cache = await Cache.create();
    cache.proxy.fault = ({ url }) => (url.includes("model.onnx") ? fault : pass);
    await expect(cache.fetch(largeModel)).rejects.toThrow(
      expect.objectContaining({ code: "load_failed", message: expect.stringContaining(message) }),
    );
    expect(await cache.left()).toEqual([]);
    cache.proxy.fault = pass;
    await cache.fetch(largeModel);
  },
);

test("an object that changes while it is fetched fails, and what it has become is fetched next", async ({
  expect,
}) => {
  await using cache = await Cache.create();
  const name = await putModel(bucket, { MLmodel: manifest, "model.onnx": large.subarray(0, 40 * mib) });
  let asked = 0;
  cache.proxy.fault = async ({ url }: HeardRequest) => {
    if (url.includes("model.onnx") && (asked += 1) === 3)
      await bucket.put(`${name}/model.onnx`, large.subarray(40 * mib, 80 * mib));
    return pass;
  };
  await expect(cache.fetch(name)).rejects.toThrow("it changed while it was fetched");
  expect(await cache.left()).toEqual([]);
  const { directory } = await cache.fetch(name);
  const expected = createHash("sha256")
    .update(large.subarray(40 * mib, 80 * mib))
    .digest("hex");
  expect(await sha256Of(join(directory, "model.onnx"))).toBe(expected);
});

test("a store that is away is told of, and one that is back is read", async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-s3-"));
  const first = await startS3({ directory: folder.path });
  using there = bucketOf(first);
  const name = await putModel(there, { MLmodel: manifest });
  await first[Symbol.asyncDispose]();
  await using cache = await Cache.create({ endpoint: first.endpoint });
  await expect(cache.fetch(name)).rejects.toThrow(`cannot reach the store at ${cache.proxy.url}`);
  await using _ = await startS3({ directory: folder.path, port: new URL(first.endpoint).port });
  await cache.fetch(name);
});

test("a disk that is too small is told of before anything is fetched", async ({ expect }) => {
  await using disk = await SmallDisk.mount(20 * mib);
  await using cache = await Cache.create({ directory: disk.path });
  await expect(cache.fetch(largeModel)).rejects.toThrow(
    new RegExp(`no space left in ${disk.path}: needs ${100 * mib + manifest.length} bytes, \\d+ free`),
  );
  expect(cache.proxy.heard.filter(({ url }) => url.includes("model.onnx"))).toEqual([]);
});

test("a disk that fills up while a model is fetched is told of, nothing is left, and room helps", async ({
  expect,
}) => {
  await using disk = await SmallDisk.mount(150 * mib);
  await using cache = await Cache.create({ directory: disk.path });
  let asked = 0;
  cache.proxy.fault = async ({ url }) => {
    if (url.includes("model.onnx") && (asked += 1) === 5) await fill(join(disk.path, "other"), 90 * mib);
    return pass;
  };
  await expect(cache.fetch(largeModel)).rejects.toThrow(
    expect.objectContaining({ code: "load_failed", message: expect.stringContaining("no space left in") }),
  );
  expect(await cache.left()).toEqual([]);
  await writeFile(join(disk.path, "other"), "");
  cache.proxy.fault = pass;
  const { directory } = await cache.fetch(largeModel);
  expect(await sha256Of(join(directory, "data/model.onnx"))).toBe(largeDigest);
});

test("a disk without a free byte takes a model for one that nobody uses", async ({ expect }) => {
  await using disk = await SmallDisk.mount(90 * mib);
  await using cache = await Cache.create({ directory: disk.path });
  const [first = "", second = ""] = await Promise.all(
    [50, 40].map((size) =>
      putModel(bucket, { MLmodel: manifest, "model.onnx": large.subarray(0, size * mib) }),
    ),
  );
  const unused = await cache.fetch(first);
  await fill(join(disk.path, "other"), 90 * mib);
  await expect(cache.fetch(second)).rejects.toThrow("no space left in");
  unused.release?.();
  const { digest } = await cache.fetch(second);
  expect(await readdir(join(disk.path, "models"))).toEqual([digest]);
});

test("models that nobody uses make room for another, those in use do not", async ({ expect }) => {
  await using disk = await SmallDisk.mount(90 * mib);
  await using cache = await Cache.create({ directory: disk.path });
  const names = await Promise.all(
    [0, 1, 2].map((index) =>
      putModel(bucket, {
        MLmodel: manifest,
        "model.onnx": large.subarray(index * mib, (index + 40) * mib),
      }),
    ),
  );
  const [first, second, third] = names;
  const used = await cache.fetch(first ?? "");
  const unused = await cache.fetch(second ?? "");
  await expect(cache.fetch(third ?? "")).rejects.toThrow("no space left in");
  unused.release?.();
  await cache.fetch(third ?? "");
  const stored = await readdir(join(disk.path, "models"));
  expect(stored).toContain(used.digest);
  expect(stored).not.toContain(unused.digest);
});

/** What fetches models through a proxy into a directory of its own. */
class Cache implements AsyncDisposable {
  readonly proxy: FaultProxy;
  readonly #directory: string;
  readonly #fetchModel: FetchModel;
  readonly #folder: AsyncDisposable;

  private constructor(proxy: FaultProxy, directory: string, folder: AsyncDisposable) {
    this.proxy = proxy;
    this.#directory = directory;
    this.#folder = folder;
    const stores = createArtifactStores({ s3: { endpoint: proxy.url }, timeoutMs: 5000 });
    this.#fetchModel = createFetchModel({ cacheDirectory: directory, stores });
  }

  static async create(
    options: { readonly endpoint?: string; readonly directory?: string } = {},
  ): Promise<Cache> {
    const folder = await mkdtempDisposable(join(tmpdir(), "switchyard-cache-"));
    const proxy = await FaultProxy.start(options.endpoint ?? s3.endpoint);
    return new Cache(proxy, options.directory ?? folder.path, folder);
  }

  fetch(name: string, onProgress?: Parameters<FetchModel>[2]): Promise<FetchedModel> {
    const source = `s3://${s3.bucket}/${name}`;
    const version = { name: "m", version: "1", source, registeredName: "m", aliases: [] };
    const unknown = { alias: undefined, stage: undefined, runId: undefined, status: "READY" };
    return this.#fetchModel({ ...version, ...unknown }, new AbortController().signal, onProgress);
  }

  /** Fetches a model into the same directory, beside us. */
  otherProcess(name: string): FetchingProcess {
    const location = `s3://${s3.bucket}/${name}`;
    const stores = { s3: { endpoint: this.proxy.url } };
    return new FetchingProcess({ cacheDirectory: this.#directory, stores, location });
  }

  /** What is there of models, whole or half. */
  async left(): Promise<readonly string[]> {
    const left = ["models", "tmp", "locks"].map((name) => readdir(join(this.#directory, name)));
    return (await Promise.all(left)).flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** Takes what room there is. */
async function fill(path: string, sizeBytes: number): Promise<void> {
  await writeFile(path, Buffer.alloc(sizeBytes)).catch(() => undefined);
}
