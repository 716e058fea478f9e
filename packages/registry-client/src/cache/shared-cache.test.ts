import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { FakeMlflow } from "../testing/fake-mlflow.ts";
import { FetchingProcess } from "../testing/fetching-process.ts";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { ArtifactCache, type FetchOptions } from "./artifact-cache.ts";

const options: FetchOptions = { signal: new AbortController().signal, isImmutable: true };
const locationOf = (name: string): string => `mlflow-artifacts:/1/models/${name}/artifacts`;

/** A cache that several processes use, and a server whose models it holds. */
class SharedCache implements AsyncDisposable {
  readonly directory: string;
  readonly mlflow: FakeMlflow;
  readonly #directories: TemporaryDirectory;

  private constructor(directories: TemporaryDirectory, mlflow: FakeMlflow) {
    this.#directories = directories;
    this.directory = join(directories.path, "cache");
    this.mlflow = mlflow;
  }

  static async start(): Promise<SharedCache> {
    const files = ["m-a", "m-b", "m-c"].flatMap((name) => [
      [`artifacts/1/models/${name}/artifacts/MLmodel`, "flavors: {}"],
      [`artifacts/1/models/${name}/artifacts/model.onnx`, name],
    ]);
    const directories = await TemporaryDirectory.create(Object.fromEntries(files));
    return new SharedCache(directories, await FakeMlflow.start(join(directories.path, "artifacts")));
  }

  process(name: string): FetchingProcess {
    const { directory: cacheDirectory, mlflow } = this;
    const stores = { trackingUri: mlflow.url };
    return new FetchingProcess({ cacheDirectory, stores, location: locationOf(name) });
  }

  cache(maxBytes?: number): ArtifactCache {
    const stores = createArtifactStores({ trackingUri: this.mlflow.url });
    return new ArtifactCache({ cacheDirectory: this.directory, stores, maxBytes });
  }

  async has(digest: string): Promise<boolean> {
    return (await readdir(join(this.directory, "models"))).includes(digest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.mlflow[Symbol.asyncDispose]();
    await this.#directories[Symbol.asyncDispose]();
  }
}

test("processes that fetch a model at the same time bring it here once", async ({ expect }) => {
  await using shared = await SharedCache.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  shared.mlflow.hold = promise;
  await using one = shared.process("m-a");
  await using other = shared.process("m-a");
  await Promise.all([one.begun, other.begun]);
  await expect.poll(() => shared.mlflow.asked.length).toBe(1);
  resolve();
  const directories = await Promise.all([one.outcome, other.outcome]);
  expect(new Set(directories).size).toBe(1);
  expect((await stat(join(directories[0], "model.onnx"))).size).toBe(3);
  expect(shared.mlflow.asked).toHaveLength(3);
});

test("a process that dies while it fetches keeps nobody from fetching, and leaves nothing behind", async ({
  expect,
}) => {
  await using shared = await SharedCache.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  shared.mlflow.hold = promise;
  await using dying = shared.process("m-a");
  await expect.poll(() => shared.mlflow.asked.length).toBe(1);
  await dying.kill();
  resolve();
  await shared.cache().fetch(locationOf("m-a"), options);
  expect(await readdir(join(shared.directory, "tmp"))).toEqual([]);
  expect(await readdir(join(shared.directory, "locks"))).toEqual([]);
});

test("what another process uses is not removed, until that process ends in any way", async ({ expect }) => {
  await using shared = await SharedCache.start();
  await using user = shared.process("m-a");
  const digest = (await user.outcome).split("/").at(-1) ?? "";
  const cache = shared.cache(1);
  (await cache.fetch(locationOf("m-b"), options)).release();
  (await cache.fetch(locationOf("m-c"), options)).release();
  expect(await shared.has(digest)).toBe(true);
  await user.kill();
  (await cache.fetch(locationOf("m-b"), options)).release();
  await expect.poll(() => shared.has(digest)).toBe(false);
});
