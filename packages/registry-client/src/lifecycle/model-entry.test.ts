import { test } from "vitest";
import { testLoaded, testVersion } from "../testing/test-versions.ts";
import type { LoadModel } from "./load-model.ts";
import { ModelEntry } from "./model-entry.ts";

const load: LoadModel = (version) => Promise.resolve(testLoaded(version));
const fail = (): never => {
  throw new Error("stuck");
};
const ignore = (): void => undefined;

test("tells each of its states", async ({ expect }) => {
  const states: string[] = [];
  const entry = new ModelEntry(testVersion("3"), ({ state }) => states.push(state));
  await entry.load(load);
  await entry.unload();
  expect(states).toEqual(["pending", "loading", "ready", "draining", "closed"]);
});

test("drains: refuses new handles at once, frees the model when the last one is given back", async ({
  expect,
}) => {
  const freed: string[] = [];
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load((version) => Promise.resolve(testLoaded(version, () => freed.push("freed"))));
  const handles = [entry.acquire(), entry.acquire()];
  const unloaded = entry.unload();
  expect(() => entry.acquire()).toThrow("iris 3 is draining");
  handles[0]?.[Symbol.dispose]();
  handles[0]?.[Symbol.dispose]();
  expect(freed).toEqual([]);
  handles[1]?.[Symbol.dispose]();
  await unloaded;
  expect([entry.state, ...freed]).toEqual(["closed", "freed"]);
});

test("keeps the reason of a failed load", async ({ expect }) => {
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load(() => Promise.reject(new Error("boom")));
  expect(entry).toMatchObject({ state: "failed", failure: { code: "internal" } });
});

test("never moves back", async ({ expect }) => {
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load(load);
  await expect(entry.load(load)).rejects.toThrow("illegal transition ready → loading");
});

test("frees what a load made after it was dropped", async ({ expect }) => {
  const freed: string[] = [];
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load((version) => {
    entry.drop();
    return Promise.resolve(testLoaded(version, () => freed.push("freed")));
  });
  expect(freed).toEqual(["freed"]);
  expect(entry).toMatchObject({ state: "failed", failure: { message: "iris 3 was no longer wanted" } });
});

test("closes even when the model cannot be freed, and keeps why", async ({ expect }) => {
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load((version) => Promise.resolve(testLoaded(version, fail)));
  await entry.unload();
  expect(entry).toMatchObject({ state: "closed", failure: { code: "internal" } });
});

test("takes new words for the same version into what it hands out", async ({ expect }) => {
  const entry = new ModelEntry(testVersion("3"), ignore);
  await entry.load(load);
  entry.describe(testVersion("3", { aliases: ["champion"] }));
  using handle = entry.acquire();
  expect(handle.model.version.aliases).toEqual(["champion"]);
});
