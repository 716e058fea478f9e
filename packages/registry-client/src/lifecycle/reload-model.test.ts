import { setImmediate } from "node:timers/promises";
import { GatewayError, type FetchModel, type ModelRegistry, type ModelVersion } from "@switchyard/core";
import { test } from "vitest";
import { testFetched, testLoaded, testVersion } from "../testing/test-versions.ts";
import { createLoadModel } from "./load-model.ts";
import { ModelManager } from "./model-manager.ts";
import { createReload } from "./reload-model.ts";

const { signal } = new AbortController();

/** A registry, a store and a gateway in which everything can be changed. */
class Scene {
  version: ModelVersion = testVersion("1");
  digest = "digest 1";
  loads = 0;
  resolve: () => Promise<ModelVersion> = () => Promise.resolve(this.version);
  readonly models: ModelManager;
  readonly reload: ReturnType<typeof createReload>;

  constructor() {
    const fetchModel: FetchModel = (version) => Promise.resolve(testFetched(version, this.digest));
    const loadModel = createLoadModel({
      fetchModel,
      startServable: ({ version }) => {
        this.loads += 1;
        if (version.version === "broken") throw new GatewayError("load_failed", "no session");
        return Promise.resolve(testLoaded(version).servable);
      },
    });
    const registry: ModelRegistry = {
      resolve: () => this.resolve(),
      list: () => Promise.resolve([]),
      versionNumbers: () => Promise.resolve([]),
      setAlias: () => Promise.reject(new Error("read only")),
      async [Symbol.asyncDispose]() {},
    };
    this.models = new ModelManager({ loadModel });
    this.models.follow("flowers", "models:/iris@champion");
    this.reload = createReload({ registry, models: this.models, fetchModel });
  }
}

test("serves what the registry says now", async ({ expect }) => {
  const scene = new Scene();
  expect(await scene.reload("flowers", signal)).toEqual({ oldVersion: undefined, newVersion: "1" });
  scene.version = testVersion("2");
  expect(await scene.reload("flowers", signal)).toEqual({ oldVersion: "1", newVersion: "2" });
  expect(scene.loads).toBe(2);
});

test("does no work when nothing has changed", async ({ expect }) => {
  const scene = new Scene();
  await scene.reload("flowers", signal);
  expect(await scene.reload("flowers", signal)).toEqual({ oldVersion: "1", newVersion: "1" });
  expect(scene.loads).toBe(1);
});

test("loads the same version anew when its place holds other content", async ({ expect }) => {
  const scene = new Scene();
  await scene.reload("flowers", signal);
  scene.digest = "digest 2";
  await scene.reload("flowers", signal);
  expect(scene.loads).toBe(2);
  expect(scene.models.status("flowers").current?.fetched?.digest).toBe("digest 2");
});

test("takes over aliases that have moved, without a load", async ({ expect }) => {
  const scene = new Scene();
  await scene.reload("flowers", signal);
  scene.version = testVersion("1", { aliases: ["champion"] });
  await scene.reload("flowers", signal);
  using handle = scene.models.acquire({ name: "flowers", alias: "champion" });
  expect([handle.model.version.version, scene.loads]).toEqual(["1", 1]);
});

test("tells what failed, keeps it in the status, and serves the old version on", async ({ expect }) => {
  const scene = new Scene();
  await scene.reload("flowers", signal);
  scene.version = testVersion("broken");
  await expect(scene.reload("flowers", signal)).rejects.toThrow("no session");
  expect(scene.models.status("flowers")).toMatchObject({
    current: { version: { version: "1" } },
    failure: { message: "no session" },
  });
  scene.resolve = () => Promise.reject(new GatewayError("registry_unavailable", "no answer"));
  await expect(scene.reload("flowers", signal)).rejects.toThrow("no answer");
  expect(scene.models.status("flowers")).toMatchObject({
    current: { version: { version: "1" } },
    failure: { code: "registry_unavailable" },
  });
});

test("lets no late answer of the registry replace a newer one", async ({ expect }) => {
  const scene = new Scene();
  const late = Promise.withResolvers<ModelVersion>();
  const asked = Promise.withResolvers<void>();
  scene.resolve = () => {
    asked.resolve();
    return late.promise;
  };
  const first = scene.reload("flowers", signal);
  await asked.promise;
  scene.resolve = () => Promise.resolve(testVersion("2"));
  const second = scene.reload("flowers", signal);
  await setImmediate();
  late.resolve(testVersion("1"));
  await Promise.all([first, second]);
  expect(scene.models.status("flowers").current?.version.version).toBe("2");
});

test("reloads once for all who ask for the same at the same time", async ({ expect }) => {
  const scene = new Scene();
  await Promise.all(Array.from({ length: 20 }, () => scene.reload("flowers", signal)));
  expect(scene.loads).toBe(1);
});

test("knows no model that is not followed", async ({ expect }) => {
  await expect(new Scene().reload("flower", signal)).rejects.toThrow(
    "no model flower is served; did you mean flowers?",
  );
});
