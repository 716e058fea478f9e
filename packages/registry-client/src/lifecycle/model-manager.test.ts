import { setImmediate } from "node:timers/promises";
import { GatewayError, type LoadedModel } from "@switchyard/core";
import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import type { LoadModel } from "./load-model.ts";
import { ModelManager } from "./model-manager.ts";

const load: LoadModel = (version) => {
  if (!version.version.startsWith("broken")) return Promise.resolve(testLoaded(version));
  return Promise.reject(new GatewayError("load_failed", `iris ${version.version} has no MLmodel file`));
};

function manager(loadModel: LoadModel = load): ModelManager {
  const models = new ModelManager({ loadModel });
  models.follow("iris", "models:/iris@champion");
  return models;
}

const current = (models: ModelManager): string | undefined => models.status("iris").current?.version.version;

test("exchanges a version for the next", async ({ expect }) => {
  await using models = manager();
  await models.aspire("iris", [testVersion("1")]);
  await models.aspire("iris", [testVersion("2")]);
  using handle = models.acquire({ name: "iris" });
  expect(handle.model.version.version).toBe("2");
  expect(() => models.acquire({ name: "iris", version: "1" })).toThrow("iris 1 is not served; served: 2");
});

test("names what it loads after the model that is followed", async ({ expect }) => {
  await using models = manager();
  await models.aspire("iris", [testVersion("1", { name: "other" })]);
  using handle = models.acquire({ name: "iris" });
  expect(handle.model.version.name).toBe("iris");
});

test("answers by version and by alias among several versions", async ({ expect }) => {
  await using models = manager();
  const champion = testVersion("3", { alias: "champion", aliases: ["champion", "best"] });
  await models.aspire("iris", [champion, testVersion("2", { aliases: ["challenger"] })]);
  const asked = [{}, { version: "2" }, { alias: "best" }, { alias: "challenger" }];
  const answered = asked.map((ref) => {
    using handle = models.acquire({ name: "iris", ...ref });
    return handle.model.version.version;
  });
  expect(answered).toEqual(["3", "2", "3", "2"]);
  expect(() => models.acquire({ name: "iris", alias: "beta" })).toThrow(
    "iris@beta is not served; served: 3 (champion, best), 2 (challenger)",
  );
});

test("tells why a version cannot be loaded, and serves the old one on", async ({ expect }) => {
  await using models = manager();
  await models.aspire("iris", [testVersion("1")]);
  await expect(models.aspire("iris", [testVersion("broken")])).rejects.toThrow("has no MLmodel file");
  expect(current(models)).toBe("1");
  expect(models.status("iris")).toMatchObject({
    failure: { code: "load_failed", message: "iris broken has no MLmodel file" },
    versions: [{ state: "failed" }, { state: "ready" }],
  });
  expect(() => models.acquire({ name: "iris", version: "broken" })).toThrow(
    "iris broken has no MLmodel file",
  );
});

test("forgets a failure once the registry's answer can be followed", async ({ expect }) => {
  await using models = manager();
  models.refuse("iris", new GatewayError("registry_unavailable", "no answer from http://mlflow"));
  expect(() => models.acquire({ name: "iris" })).toThrow(
    "iris has no ready version: no answer from http://mlflow",
  );
  await models.aspire("iris", [testVersion("1")]);
  expect(models.status("iris").failure).toBeUndefined();
});

test.for([
  ["no model", { name: "irs" }, "model_not_found", "no model irs is served; did you mean iris?"],
  [
    "no version yet",
    { name: "iris" },
    "model_not_ready",
    "iris has no ready version: no version is aspired yet",
  ],
] as const)("refuses %s", ([, ref, code, message], { expect }) => {
  const models = manager();
  expect(() => models.acquire(ref)).toThrow(expect.objectContaining({ code, message }));
});

test("keeps a version that is aspired again, and loads a failed one anew", async ({ expect }) => {
  const loads: string[] = [];
  await using models = manager((version, signal) => {
    loads.push(version.version);
    return load(version, signal);
  });
  await models.aspire("iris", [testVersion("1")]);
  await models.aspire("iris", [testVersion("broken")]).catch(() => undefined);
  await models.aspire("iris", [testVersion("broken")]).catch(() => undefined);
  await models.aspire("iris", [testVersion("1")]);
  expect(loads).toEqual(["1", "broken", "broken"]);
});

test("loads the same version anew when its place or its content has changed", async ({ expect }) => {
  await using models = manager();
  await models.aspire("iris", [testVersion("1")]);
  const first = models.status("iris").current?.servable;
  await models.aspire("iris", [testVersion("1")], { digests: new Map([["1", "other content"]]) });
  const second = models.status("iris").current?.servable;
  await models.aspire("iris", [testVersion("1", { source: "/elsewhere" })]);
  const third = models.status("iris").current?.servable;
  expect(new Set([first, second, third]).size).toBe(3);
});

test("remembers only a few of the versions that have ended", async ({ expect }) => {
  await using models = manager();
  for (let version = 1; version <= 9; version += 1) await models.aspire("iris", [testVersion(`${version}`)]);
  expect(models.status("iris").versions.length).toBeLessThan(6);
});

test("serves what was declared last when declarations overlap, and gives up what they overtook", async ({
  expect,
}) => {
  const gate = Promise.withResolvers<LoadedModel>();
  await using models = manager((version, signal) => {
    if (version.version !== "2") return load(version, signal);
    signal.addEventListener("abort", () => gate.reject(signal.reason));
    return gate.promise;
  });
  await models.aspire("iris", [testVersion("1")]);
  const overtaken = models.aspire("iris", [testVersion("2")]);
  const last = models.aspire("iris", [testVersion("3")]);
  await Promise.all([overtaken, last]);
  expect(current(models)).toBe("3");
});

test("loads no more models at a time than allowed", async ({ expect }) => {
  let [running, most] = [0, 0];
  const models = new ModelManager({
    maxConcurrentLoads: 2,
    loadModel: async (version) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
      return testLoaded(version);
    },
  });
  const names = ["a", "b", "c", "d"];
  for (const name of names) models.follow(name, `models:/${name}/1`);
  await Promise.all(names.map((name) => models.aspire(name, [testVersion("1")])));
  expect(most).toBe(2);
});

test("does not load what was overtaken while it waited for its turn", async ({ expect }) => {
  const gate = Promise.withResolvers<void>();
  const loads: string[] = [];
  const models = new ModelManager({
    maxConcurrentLoads: 1,
    loadModel: async (version) => {
      loads.push(`${version.name} ${version.version}`);
      if (version.name === "slow") await gate.promise;
      return testLoaded(version);
    },
  });
  for (const name of ["slow", "iris"]) models.follow(name, `models:/${name}/1`);
  const declared = [models.aspire("slow", [testVersion("1")]), models.aspire("iris", [testVersion("1")])];
  await setImmediate();
  declared.push(models.aspire("iris", [testVersion("2")]));
  gate.resolve();
  await Promise.all(declared);
  expect(loads).toEqual(["slow 1", "iris 2"]);
  expect(current(models)).toBe("2");
});

test("goes on after a listener failed", async ({ expect }) => {
  let isFaulty = true;
  const models = new ModelManager({
    loadModel: load,
    events: {
      modelStateChanged: (_version, state) => {
        if (isFaulty && state === "loading") throw new Error("listener");
      },
    },
  });
  models.follow("iris", "models:/iris/1");
  await expect(models.aspire("iris", [testVersion("1")])).rejects.toThrow("listener");
  isFaulty = false;
  await models.aspire("iris", [testVersion("2")]);
  expect(current(models)).toBe("2");
});

test("forgets a model at once, and frees it when its last request has ended", async ({ expect }) => {
  const freed: string[] = [];
  const models = manager((version) =>
    Promise.resolve(testLoaded(version, () => freed.push(version.version))),
  );
  await models.aspire("iris", [testVersion("1")]);
  const handle = models.acquire({ name: "iris" });
  const forgotten = models.forget("iris");
  expect(models.names()).toEqual([]);
  expect(freed).toEqual([]);
  handle[Symbol.dispose]();
  await forgotten;
  expect(freed).toEqual(["1"]);
});

test("frees everything at its end, and refuses to begin again", async ({ expect }) => {
  const freed: string[] = [];
  const models = manager((version) =>
    Promise.resolve(testLoaded(version, () => freed.push(version.version))),
  );
  await models.aspire("iris", [testVersion("2"), testVersion("1")]);
  await models[Symbol.asyncDispose]();
  expect(freed.toSorted()).toEqual(["1", "2"]);
  await expect(models.aspire("iris", [testVersion("3")])).rejects.toThrow("iris is no longer served");
});

test("tells each change of state", async ({ expect }) => {
  const heard: string[] = [];
  const models = new ModelManager({
    loadModel: load,
    events: {
      modelStateChanged: ({ version }, state, failure) => heard.push(`${version} ${state} ${failure?.code}`),
    },
  });
  models.follow("iris", "models:/iris/1");
  await models.aspire("iris", [testVersion("broken")]).catch(() => undefined);
  expect(heard).toEqual([
    "broken pending undefined",
    "broken loading undefined",
    "broken failed load_failed",
  ]);
});
