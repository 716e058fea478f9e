import { describe, test } from "vitest";
import type { RegistryStore } from "../stores/registry-store.ts";

const { signal } = new AbortController();

/** What every store answers about {@link sampleRegistry}; `openStore` opens one that holds it. */
export function registryConformance(
  name: string,
  openStore: () => Promise<{ readonly store: RegistryStore } & AsyncDisposable>,
): void {
  describe(`${name} as a registry store`, () => {
    versionLookups(openStore);
    aliasLookups(openStore);
    newestLookups(openStore);
    modelLookups(openStore);
    modelLists(openStore);
    trackingLookups(openStore);
  });
}

type OpenStore = Parameters<typeof registryConformance>[1];

function versionLookups(openStore: OpenStore): void {
  test("describes a version", async ({ expect }) => {
    await using opened = await openStore();
    expect(await opened.store.findVersion("iris", "3", signal)).toEqual({
      name: "iris",
      registeredName: "iris",
      version: "3",
      source: "/store/1/models/m-iris3/artifacts",
      alias: undefined,
      aliases: ["champion", "stable"],
      stage: "Production",
      runId: "run1",
      status: "READY",
    });
  });

  test.for([
    ["iris", "1", "/store/1/run1/artifacts/model"],
    ["sources", "1", "models:/iris/3"],
    ["sources", "2", "runs:/run1/model"],
    ["o'hara 100%", "1", "/store/1/models/m-o'hara 100%1/artifacts"],
    ["iris", "11", undefined],
    ["iris", "12", undefined],
    ["nope", "1", undefined],
  ] as const)("knows that %s %s lies at %s", async ([model, version, expected], { expect }) => {
    await using opened = await openStore();
    const found = await opened.store.findVersion(model, version, signal);
    expect(found?.source).toBe(expected);
  });
}

function aliasLookups(openStore: OpenStore): void {
  test.for([
    ["iris", "champion", "3"],
    ["iris", "challenger", "10"],
    ["user@corp.com", "champion", "1"],
    ["o'hara 100%", "champion", "1"],
    ["iris", "Champion", undefined],
    ["iris", "dangling", undefined],
    ["iris", "nope", undefined],
    ["nope", "champion", undefined],
    ["", "champion", undefined],
  ] as const)("follows %s@%s to %s", async ([model, alias, expected], { expect }) => {
    await using opened = await openStore();
    const found = await opened.store.findByAlias(model, alias, signal);
    expect(found?.version).toBe(expected);
  });
}

function newestLookups(openStore: OpenStore): void {
  test.for([
    ["iris", "Production", "3"],
    ["iris", "Staging", "9"],
    ["iris", "None", "10"],
    ["iris", "Archived", "1"],
    ["catdog", "Production", undefined],
    ["nope", "Production", undefined],
  ] as const)("finds the newest %s in %s: %s", async ([model, stage, expected], { expect }) => {
    await using opened = await openStore();
    expect((await opened.store.findInStage(model, stage, signal))?.version).toBe(expected);
  });

  test.for([
    ["iris", "10"],
    ["empty", undefined],
    ["nope", undefined],
  ] as const)("counts versions as numbers: the latest %s is %s", async ([model, expected], { expect }) => {
    await using opened = await openStore();
    expect((await opened.store.findLatest(model, signal))?.version).toBe(expected);
  });
}

function modelLookups(openStore: OpenStore): void {
  test("describes a model with its aliases and the newest version of each stage", async ({ expect }) => {
    await using opened = await openStore();
    const model = await opened.store.findModel("iris", signal);
    expect(model).toMatchObject({
      name: "iris",
      description: "Flowers",
      aliases: { challenger: "10", champion: "3", dangling: "11", stable: "3" },
    });
    const latest = model?.latestVersions.map(
      ({ version, stage, aliases }) => `${version} ${stage} ${aliases.join()}`,
    );
    expect(latest?.toSorted()).toEqual([
      "1 Archived ",
      "10 None challenger",
      "3 Production champion,stable",
      "9 Staging ",
    ]);
  });

  test("finds no model that is not there, and none that is a prompt", async ({ expect }) => {
    await using opened = await openStore();
    expect(await opened.store.findModel("nope", signal)).toBeUndefined();
    expect(await opened.store.findModel("prompt", signal)).toBeUndefined();
  });
}

function modelLists(openStore: OpenStore): void {
  test("lists every model but prompts", async ({ expect }) => {
    await using opened = await openStore();
    const models = await opened.store.listModels(signal);
    expect(models.map(({ name }) => name)).toEqual([
      "catdog",
      "empty",
      "iris",
      "o'hara 100%",
      "sources",
      "user@corp.com",
    ]);
    expect(models.find(({ name }) => name === "catdog")?.aliases).toEqual({ cherry: "1" });
  });

  test.for([
    ["iris", ["10", "9", "3", "2", "1"]],
    ["o'hara 100%", ["1"]],
    ["empty", []],
    ["nope", []],
  ] as const)("lists the versions of %s, newest first", async ([model, expected], { expect }) => {
    await using opened = await openStore();
    expect(await opened.store.listVersions(model, signal)).toEqual(expected);
  });
}

function trackingLookups(openStore: OpenStore): void {
  test("finds logged models, unless they are deleted", async ({ expect }) => {
    await using opened = await openStore();
    expect(await opened.store.findLoggedModel("m-iris3", signal)).toEqual({
      modelId: "m-iris3",
      name: "model",
      location: "mlflow-artifacts:/1/models/m-iris3/artifacts",
      runId: "run1",
    });
    expect(await opened.store.findLoggedModel("m-deleted", signal)).toBeUndefined();
    expect(await opened.store.findLoggedModel("iris", signal)).toBeUndefined();
  });

  test("finds a run, and the newest model that it logged under a name", async ({ expect }) => {
    await using opened = await openStore();
    const run = await opened.store.findRun("run1", signal);
    expect(run).toEqual({ runId: "run1", experimentId: "1", location: "/store/1/run1/artifacts" });
    if (!run) return;
    expect((await opened.store.findLoggedModelOf(run, "model", signal))?.modelId).toBe("m-newer");
    expect(await opened.store.findLoggedModelOf(run, "it's", signal)).toBeUndefined();
    expect(await opened.store.findRun("nope", signal)).toBeUndefined();
  });
}
