import { createHash } from "node:crypto";
import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FetchedModel } from "@switchyard/core";
import { createArtifactStores, createFetchModel, openRegistry } from "@switchyard/registry-client";
import { afterAll, beforeAll, test } from "vitest";
import { FaultProxy, nonsense, type Fault } from "./fault-proxy.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

let registry: RunningMlflow;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => await registry[Symbol.asyncDispose]());

test.for([
  ["a reset", { kind: "truncate", afterBytes: 100, end: "reset" }],
  ["an end that looks like a proper one", { kind: "truncate", afterBytes: 100, end: "clean" }],
  ["a failure", nonsense.failure],
] as const)(
  "what the proxy cuts off by %s is read again from its beginning",
  async ([, fault], { expect }) => {
    await using cache = await Cache.create();
    const whole = await cache.fetch();
    await using other = await Cache.create();
    let faults = 2;
    other.proxy.fault = ({ url }) => (isModel(url) && (faults -= 1) >= 0 ? fault : { kind: "pass" });
    const mended = await other.fetch();
    expect(mended.digest).toBe(whole.digest);
    expect(await sha256Of(mended)).toBe(await sha256Of(whole));
  },
);

test.for([
  ["cut off", { kind: "truncate", afterBytes: 100, end: "clean" }, /is incomplete, got 100 of \d+ bytes/],
  ["a page", nonsense.page, /is incomplete, got \d+ of \d+ bytes/],
  ["a failure", nonsense.failure, /answered 500: Internal Server Error/],
] as const)("what stays %s fails, and nothing of it is left", async ([, fault, message], { expect }) => {
  await using cache = await Cache.create();
  cache.proxy.fault = ({ url }): Fault => (isModel(url) ? fault : { kind: "pass" });
  await expect(cache.fetch()).rejects.toThrow(message);
  expect(await cache.left()).toEqual([]);
  cache.proxy.fault = { kind: "pass" };
  await cache.fetch();
});

/** What fetches a sample model from a real MLflow, through a proxy that can be disturbed. */
class Cache implements AsyncDisposable {
  readonly proxy: FaultProxy;
  readonly #folder: AsyncDisposable & { readonly path: string };

  private constructor(proxy: FaultProxy, folder: AsyncDisposable & { readonly path: string }) {
    this.proxy = proxy;
    this.#folder = folder;
  }

  static async create(): Promise<Cache> {
    const folder = await mkdtempDisposable(join(tmpdir(), "switchyard-cache-"));
    return new Cache(await FaultProxy.start(registry.url), folder);
  }

  async fetch(): Promise<FetchedModel> {
    const { signal } = new AbortController();
    const access = { trackingUri: this.proxy.url, backoffMs: 1 };
    await using known = openRegistry(access);
    const version = await known.resolve("models:/iris@champion", signal);
    const stores = createArtifactStores(access);
    return await createFetchModel({ cacheDirectory: this.#folder.path, stores })(version, signal);
  }

  async left(): Promise<readonly string[]> {
    const left = ["models", "tmp", "locks"].map((name) => readdir(join(this.#folder.path, name)));
    return (await Promise.all(left)).flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}

function isModel(url: string): boolean {
  return url.includes("/mlflow-artifacts/artifacts/") && url.endsWith(".onnx");
}

async function sha256Of({ directory }: FetchedModel): Promise<string> {
  return createHash("sha256")
    .update(await readFile(join(directory, "model.onnx")))
    .digest("hex");
}
