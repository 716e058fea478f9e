import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { testVersion } from "../testing/test-versions.ts";
import type { Rollout } from "./rollout.ts";
import { RolloutStore } from "./rollout-store.ts";

const rollout: Rollout = {
  served: [testVersion("3", { aliases: ["champion"], alias: "champion" }), testVersion("1")],
  history: [testVersion("2")],
  answer: testVersion("4"),
  held: { version: testVersion("4"), reason: "answers nonsense", since: new Date(1e12) },
};
const uri = "models:/iris@champion";

test("gives back what was written, for the same URI of the same registry", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const cacheDirectory = directory.path;
  const name = "a name / with ünusual letters";
  await new RolloutStore({ cacheDirectory, registry: "one" }).write({ name, uri, rollout });
  const store = new RolloutStore({ cacheDirectory, registry: "one" });
  expect(await store.read(name, uri)).toEqual(rollout);
  expect(await store.list()).toEqual([{ name, uri, rollout }]);
  expect(await store.read(name, "models:/iris/1")).toBeUndefined();
  expect(await store.read("other", uri)).toBeUndefined();
  expect(await new RolloutStore({ cacheDirectory, registry: "other" }).list()).toEqual([]);
  await store.remove(name);
  expect(await store.list()).toEqual([]);
});

test("forgets what it cannot read", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  const store = new RolloutStore({ cacheDirectory: directory.path, registry: "one" });
  await store.write({ name: "iris", uri, rollout });
  const folder = join(directory.path, "rollouts");
  const [registry = ""] = await readdir(folder);
  const [file = ""] = await readdir(join(folder, registry));
  await writeFile(join(folder, registry, file), '{"name": "iris"');
  expect(await store.read("iris", uri)).toBeUndefined();
  expect(await store.list()).toEqual([]);
});
