import { setImmediate } from "node:timers/promises";
import {
  GatewayError,
  type CheckCandidate,
  type FetchModel,
  type ModelRegistry,
  type ModelVersion,
  type Reloaded,
  type ReloadOptions,
} from "@switchyard/core";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { testFetched, testLoaded, testVersion } from "../testing/test-versions.ts";
import { createLoadModel } from "./load-model.ts";
import { ModelManager } from "./model-manager.ts";
import { Follower } from "./follower.ts";
import { RolloutStore } from "./rollout-store.ts";

const { signal } = new AbortController();

/** A registry, a store and a gateway in which everything can be changed; `restarted` is its next run. */
class Scene implements AsyncDisposable {
  version: ModelVersion = testVersion("1");
  digest = "digest 1";
  /** What the gate has against the next version. */
  objection: string | undefined;
  loads = 0;
  isBroken = false;
  resolve: () => Promise<ModelVersion> = () => Promise.resolve(this.version);
  readonly switches: string[] = [];
  readonly models: ModelManager;
  readonly follower: Follower;
  readonly #directory: TemporaryDirectory;

  private constructor(directory: TemporaryDirectory, keepsReplaced: boolean) {
    this.#directory = directory;
    const fetchModel: FetchModel = (version) => Promise.resolve(testFetched(version, this.digest));
    const loadModel = createLoadModel({
      fetchModel,
      startServable: ({ version }) => {
        this.loads += 1;
        if (this.isBroken || version.version === "broken")
          throw new GatewayError("load_failed", "no session");
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
    const checkCandidate: CheckCandidate = async () => {
      if (this.objection !== undefined) throw new GatewayError("version_refused", this.objection);
    };
    this.models = new ModelManager({ loadModel, checkCandidate });
    this.models.follow("flowers", "models:/iris@champion");
    this.follower = new Follower({
      registry,
      models: this.models,
      fetchModel,
      store: new RolloutStore({ cacheDirectory: directory.path, registry: "registry" }),
      keepsReplaced: () => keepsReplaced,
      onSwitched: ({ from, to }) => this.switches.push(`${from?.version} → ${to.version}`),
    });
  }

  static async create({ keepsReplaced = false } = {}): Promise<Scene> {
    return new Scene(await TemporaryDirectory.create(), keepsReplaced);
  }

  restarted(): Scene {
    return new Scene(this.#directory, false);
  }

  reload(options?: ReloadOptions): Promise<Reloaded> {
    return this.follower.reload("flowers", signal, options);
  }

  get current(): string | undefined {
    return this.models.status("flowers").current?.version.version;
  }

  get held(): string | undefined {
    return this.models.status("flowers").held?.version.version;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.models[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

test("serves what the registry says now", async ({ expect }) => {
  await using scene = await Scene.create();
  expect(await scene.reload()).toEqual({ oldVersion: undefined, newVersion: "1" });
  scene.version = testVersion("2");
  expect(await scene.reload()).toEqual({ oldVersion: "1", newVersion: "2" });
  expect(scene.loads).toBe(2);
});

test("does no work when nothing has changed", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  expect(await scene.reload()).toEqual({ oldVersion: "1", newVersion: "1" });
  expect(scene.loads).toBe(1);
});

test("loads the same version anew when its place holds other content", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.digest = "digest 2";
  await scene.reload();
  expect(scene.loads).toBe(2);
  expect(scene.models.status("flowers").current?.fetched?.digest).toBe("digest 2");
});

test("takes over aliases that have moved, without a load", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.version = testVersion("1", { aliases: ["champion"] });
  await scene.reload();
  using handle = scene.models.acquire({ name: "flowers", alias: "champion" });
  expect([handle.model.version.version, scene.loads]).toEqual(["1", 1]);
});

test("tells what failed, keeps it in the status, and serves the old version on", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.version = testVersion("broken");
  await expect(scene.reload()).rejects.toThrow("no session");
  expect(scene.models.status("flowers")).toMatchObject({
    current: { version: { version: "1" } },
    failure: { message: "no session" },
  });
  scene.resolve = () => Promise.reject(new GatewayError("registry_unavailable", "no answer"));
  await expect(scene.reload()).rejects.toThrow("no answer");
  expect(scene.models.status("flowers")).toMatchObject({
    current: { version: { version: "1" } },
    failure: { code: "registry_unavailable" },
  });
});

test("lets no late answer of the registry replace a newer one", async ({ expect }) => {
  await using scene = await Scene.create();
  const late = Promise.withResolvers<ModelVersion>();
  const asked = Promise.withResolvers<void>();
  scene.resolve = () => {
    asked.resolve();
    return late.promise;
  };
  const first = scene.reload();
  await asked.promise;
  scene.resolve = () => Promise.resolve(testVersion("2"));
  const second = scene.reload();
  await setImmediate();
  late.resolve(testVersion("1"));
  await Promise.all([first, second]);
  expect(scene.models.status("flowers").current?.version.version).toBe("2");
});

test("reloads once for all who ask for the same at the same time", async ({ expect }) => {
  await using scene = await Scene.create();
  await Promise.all(Array.from({ length: 20 }, () => scene.reload()));
  expect(scene.loads).toBe(1);
});

test("knows no model that is not followed", async ({ expect }) => {
  await using scene = await Scene.create();
  await expect(scene.follower.reload("flower", signal)).rejects.toThrow(
    "no model flower is served; did you mean flowers?",
  );
});

test("holds back what the gate refuses until the registry points elsewhere, or it is forced", async ({
  expect,
}) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.version = testVersion("2");
  scene.objection = "answers nonsense";
  await expect(scene.reload()).rejects.toMatchObject({ code: "version_refused" });
  scene.objection = undefined;
  await expect(scene.reload()).rejects.toThrow(/flowers 2 is held back since .* \(answers nonsense\)/);
  expect([scene.current, scene.held, scene.loads]).toEqual(["1", "2", 2]);
  expect(await scene.reload({ force: true })).toEqual({ oldVersion: "1", newVersion: "2" });
  expect(scene.held).toBeUndefined();
});

test("goes back as far as it has come, and forward again once the registry moves", async ({ expect }) => {
  await using scene = await Scene.create();
  for (const version of ["1", "2", "3"]) {
    scene.version = testVersion(version);
    await scene.reload();
  }
  expect(await scene.follower.rollback("flowers", signal)).toEqual({ oldVersion: "3", newVersion: "2" });
  expect(scene.held).toBe("3");
  expect(await scene.follower.rollback("flowers", signal)).toEqual({ oldVersion: "2", newVersion: "1" });
  await expect(scene.follower.rollback("flowers", signal)).rejects.toMatchObject({ code: "conflict" });
  await expect(scene.reload()).rejects.toMatchObject({ code: "conflict" });
  expect([scene.current, scene.held]).toEqual(["1", "3"]);
  scene.version = testVersion("2");
  expect(await scene.reload()).toEqual({ oldVersion: "1", newVersion: "2" });
  expect(scene.held).toBeUndefined();
});

test("stays where it is when the version before can no longer be had", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.version = testVersion("2");
  await scene.reload();
  scene.isBroken = true;
  await expect(scene.follower.rollback("flowers", signal)).rejects.toThrow("no session");
  expect([scene.current, scene.held]).toEqual(["2", undefined]);
  scene.isBroken = false;
  expect(await scene.follower.rollback("flowers", signal)).toEqual({ oldVersion: "2", newVersion: "1" });
});

test("a gateway that starts without its registry serves what was served last, and says why", async ({
  expect,
}) => {
  await using scene = await Scene.create();
  scene.version = testVersion("2");
  await scene.reload();
  await using next = scene.restarted();
  next.resolve = () => Promise.reject(new GatewayError("registry_unavailable", "no answer"));
  await expect(next.follower.begin("flowers", signal)).rejects.toThrow("no answer");
  expect(next.current).toBe("2");
  expect(next.models.status("flowers").failure).toMatchObject({ code: "registry_unavailable" });
});

test("a version that was rolled back or refused stays away after a restart", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  scene.version = testVersion("2");
  await scene.reload();
  await scene.follower.rollback("flowers", signal);
  await using next = scene.restarted();
  next.version = testVersion("2");
  await next.follower.begin("flowers", signal);
  expect([next.current, next.held]).toEqual(["1", "2"]);
});

test("a broken version at the start gives way to the one that was served last", async ({ expect }) => {
  await using scene = await Scene.create();
  await scene.reload();
  await using next = scene.restarted();
  next.version = testVersion("broken");
  await expect(next.follower.begin("flowers", signal)).rejects.toThrow("no session");
  expect(next.current).toBe("1");
});

test("keeps the version that was replaced until it is released", async ({ expect }) => {
  await using scene = await Scene.create({ keepsReplaced: true });
  await scene.reload();
  scene.version = testVersion("2");
  await scene.reload();
  const ready = (): readonly string[] =>
    scene.models
      .status("flowers")
      .versions.filter(({ state }) => state === "ready")
      .map(({ version }) => version.version);
  expect(ready()).toEqual(["2", "1"]);
  await scene.follower.rollback("flowers", signal);
  expect([scene.current, scene.loads]).toEqual(["1", 2]);
  scene.version = testVersion("3");
  await scene.reload();
  expect(ready()).toEqual(["3", "1"]);
  await scene.follower.release("flowers");
  expect(ready()).toEqual(["3"]);
  expect(scene.switches).toEqual(["undefined → 1", "1 → 2", "1 → 3"]);
});
