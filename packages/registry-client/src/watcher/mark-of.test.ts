import type { RegisteredModel } from "@switchyard/core";
import { test } from "vitest";
import { testVersion } from "../testing/test-versions.ts";
import { markOf } from "./mark-of.ts";

const iris: RegisteredModel = {
  name: "iris",
  description: "",
  aliases: { champion: "1", challenger: "2" },
  latestVersions: [testVersion("2", { stage: "Production" }), testVersion("1", { stage: "None" })],
  updatedMs: 1,
};
const mark = (model: RegisteredModel, uri = "models:/iris@champion"): string =>
  markOf(uri, new Map([["iris", model]]));

test.for([
  ["an alias moves", { aliases: { champion: "2", challenger: "2" } }],
  ["an alias goes", { aliases: { champion: "1" } }],
  [
    "a version changes its stage",
    { latestVersions: [testVersion("2", { stage: "Archived" }), testVersion("1")] },
  ],
  ["a version is made anew elsewhere", { latestVersions: [testVersion("2", { source: "/elsewhere" })] }],
  ["a version is made", { updatedMs: 2 }],
] as const)("changes when %s", ([, change], { expect }) => {
  expect(mark({ ...iris, ...change })).not.toBe(mark(iris));
});

test("is the same in whatever order a registry lists", ({ expect }) => {
  const other = {
    ...iris,
    aliases: { challenger: "2", champion: "1" },
    latestVersions: iris.latestVersions.toReversed(),
  };
  expect(mark(other)).toBe(mark(iris));
});

test("differs where there is no such model, and never changes for runs and logged models", ({ expect }) => {
  expect(mark(iris, "models:/rose@champion")).toBe("not registered");
  expect(mark(iris, "models:/m-1")).toBe(mark({ ...iris, updatedMs: 2 }, "models:/m-1"));
  expect(mark(iris, "runs:/1/model")).toBe("");
  expect(mark(iris, "no:uri")).toBe("");
  expect(mark(iris, "models:/iris/2/sub/path")).toBe(mark(iris));
});
