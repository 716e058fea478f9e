import { test } from "vitest";
import { labelsToSet } from "./labels-to-set.ts";

test.for([
  ["a new version", "all", {}, "None", ["champion", "best"], "Production"],
  ["one that has them", "all", { champion: "2", best: "2" }, "Production", [], undefined],
  [
    "one whose alias is another's",
    "all",
    { champion: "1", best: "2" },
    "Production",
    ["champion"],
    undefined,
  ],
  ["one in another stage", "all", { champion: "2", best: "2" }, "Archived", [], "Production"],
  ["one that was left half done", "missing", { best: "2" }, "None", ["champion"], "Production"],
  ["one whose alias has moved on", "missing", { champion: "3", best: "2" }, "Production", [], undefined],
  ["one that was archived", "missing", { champion: "2", best: "2" }, "Archived", [], undefined],
] as const)("%s, setting %s", ([, which, there, stage, aliases, setStage], { expect }) => {
  const wanted = { aliases: ["champion", "best"], stage: "Production" } as const;
  expect(labelsToSet(wanted, { aliases: there, version: "2", stage }, which)).toEqual({
    aliases,
    stage: setStage,
  });
});

test("leaves the stage alone where none is wanted", ({ expect }) => {
  const there = { aliases: {}, version: "1", stage: "Staging" };
  expect(labelsToSet({ aliases: [] }, there, "all")).toEqual({ aliases: [], stage: undefined });
});
