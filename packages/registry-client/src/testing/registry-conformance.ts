import { describe, test } from "vitest";
import type { RegistryStore } from "../stores/registry-store.ts";
import { aliasWrites } from "./alias-writes.ts";
import type { RegistryFacts } from "./registry-facts.ts";
import { uriLookups } from "./uri-lookups.ts";

/** A store that holds the sample, and what is true of it. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: RegistryStore;
  readonly facts: RegistryFacts;
  /** Whether aliases can be set. */
  readonly isWritable: boolean;
}

export type OpenStore = () => Promise<OpenedStore>;

const { signal } = new AbortController();

/** What every store answers about {@link sampleRegistry}; `openStore` opens one that holds it. */
export function registryConformance(name: string, openStore: OpenStore): void {
  describe(`${name} as a registry store`, () => {
    versionLookups(openStore);
    aliasLookups(openStore);
    newestLookups(openStore);
    modelLookups(openStore);
    modelLists(openStore);
    trackingLookups(openStore);
    uriLookups(openStore);
    aliasWrites(openStore);
  });
}

function versionLookups(openStore: OpenStore): void {
  test("describes a version", async ({ expect }) => {
    await using opened = await openStore();
    const { sources, runs } = opened.facts;
    const found = await opened.store.findVersion("iris", "3", signal);
    expect({ ...found, aliases: found?.aliases.toSorted() }).toEqual({
      name: "iris",
      registeredName: "iris",
      version: "3",
      source: sources["iris 3"],
      alias: undefined,
      aliases: ["champion", "stable"],
      stage: "Production",
      runId: runs.run1.runId,
      status: "READY",
    });
  });

  test("knows where versions lie, whatever they are called", async ({ expect }) => {
    await using opened = await openStore();
    const { oddName, sources } = opened.facts;
    const names = ["iris", "sources", oddName, 'it\'s "quoted"', "user@corp.com"];
    const found = await Promise.all(names.map((each) => opened.store.findVersion(each, "1", signal)));
    expect(found.map((each) => each?.source)).toEqual(names.map((each) => sources[`${each} 1`]));
    expect((await opened.store.findVersion("sources", "2", signal))?.source).toBe(sources["sources 2"]);
  });

  test.for([
    ["iris", "11"],
    ["iris", "12"],
    ["nope", "1"],
    ["", "1"],
    ["..", "1"],
    ["../models/iris", "1"],
    ["iris/version-1", "1"],
    ["iris\u0000", "1"],
  ] as const)("finds no %j %s", async ([model, version], { expect }) => {
    await using opened = await openStore();
    expect(await opened.store.findVersion(model, version, signal)).toBeUndefined();
  });
}

function aliasLookups(openStore: OpenStore): void {
  test.for([
    ["iris", "champion", "3"],
    ["iris", "challenger", "10"],
    ["user@corp.com", "champion", "1"],
    ["iris", "Champion", undefined],
    ["iris", "dangling", undefined],
    ["iris", "nope", undefined],
    ["iris", "../meta.yaml", undefined],
    ["nope", "champion", undefined],
    ["", "champion", undefined],
  ] as const)("follows %s@%s to %s", async ([model, alias, expected], { expect }) => {
    await using opened = await openStore();
    const found = await opened.store.findByAlias(model, alias, signal);
    expect(found?.version).toBe(expected);
  });

  test("follows an alias of a model with a strange name", async ({ expect }) => {
    await using opened = await openStore();
    const found = await opened.store.findByAlias(opened.facts.oddName, "champion", signal);
    expect(found).toMatchObject({ version: "1", aliases: ["champion"] });
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
      updatedMs: opened.facts.irisUpdatedMs,
    });
    const latest = model?.latestVersions.map(
      ({ version, stage, aliases }) => `${version} ${stage} ${aliases.toSorted().join()}`,
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
    expect(models.map(({ name }) => name).toSorted()).toEqual([
      "catdog",
      "empty",
      "iris",
      'it\'s "quoted"',
      opened.facts.oddName,
      "sources",
      "user@corp.com",
    ]);
    expect(models.find(({ name }) => name === "catdog")?.aliases).toEqual({ cherry: "1" });
    const iris = models.find(({ name }) => name === "iris");
    expect(iris).toEqual(await opened.store.findModel("iris", signal));
  });

  test.for([
    ["iris", ["10", "9", "3", "2", "1"]],
    ['it\'s "quoted"', ["1"]],
    ["empty", []],
    ["nope", []],
  ] as const)("lists the versions of %s, newest first", async ([model, expected], { expect }) => {
    await using opened = await openStore();
    expect(await opened.store.listVersions(model, signal)).toEqual(expected);
  });

  test("lists the versions of a model with a strange name", async ({ expect }) => {
    await using opened = await openStore();
    expect(await opened.store.listVersions(opened.facts.oddName, signal)).toEqual(["1"]);
  });
}

function trackingLookups(openStore: OpenStore): void {
  test("finds logged models, unless they are deleted", async ({ expect }) => {
    await using opened = await openStore();
    const { loggedModels, runs } = opened.facts;
    expect(await opened.store.findLoggedModel(loggedModels.iris3.modelId, signal)).toEqual({
      ...loggedModels.iris3,
      name: "model",
      runId: runs.run1.runId,
    });
    for (const id of [loggedModels.deleted.modelId, "iris", "m-nope", "../models", ""])
      expect(await opened.store.findLoggedModel(id, signal)).toBeUndefined();
  });

  test("finds a run, and the newest model that it logged under a name", async ({ expect }) => {
    await using opened = await openStore();
    const { loggedModels, runs } = opened.facts;
    const run = await opened.store.findRun(runs.run1.runId, signal);
    expect(run).toEqual(runs.run1);
    if (!run) return;
    const newest = await opened.store.findLoggedModelOf(run, "model", signal);
    expect(newest?.modelId).toBe(loggedModels.newer.modelId);
    expect(await opened.store.findLoggedModelOf(run, "it's", signal)).toBeUndefined();
    expect(await opened.store.findRun("nope", signal)).toBeUndefined();
  });
}
