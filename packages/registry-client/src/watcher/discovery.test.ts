import type { RegisteredModel } from "@switchyard/core";
import { test } from "vitest";
import { testVersion } from "../testing/test-versions.ts";
import { discovered, nextDiscovery, type FollowedUri } from "./discovery.ts";

const model = (name: string, aliases: Readonly<Record<string, string>>, stage = "None"): RegisteredModel => ({
  name,
  aliases,
  description: "",
  latestVersions: [testVersion("1", { name, stage })],
  updatedMs: 1,
});
const registered = [model("iris", { champion: "1" }), model("catdog", {}, "Production")];

test.for([
  [{ alias: "champion" }, ["models:/iris@champion"]],
  [{ alias: "toString" }, []],
  [{ stage: "production" }, ["models:/catdog/production"]],
  [{ stage: "Staging" }, []],
] as const)("%j finds %j", ([discover, expected], { expect }) => {
  expect(discovered(discover, registered).map(({ uri }) => uri)).toEqual(expected);
});

const iris = { name: "iris", uri: "models:/iris@champion" };
const catdog = { name: "catdog", uri: "models:/catdog@champion" };

/** What comes and goes over several looks. */
function looks(...finds: readonly (readonly FollowedUri[] | "nothing registered")[]): readonly string[] {
  let missed: ReadonlyMap<string, number> = new Map();
  return finds.map((found) => {
    const isEmpty = found === "nothing registered";
    const step = nextDiscovery(missed, isEmpty ? [] : found, isEmpty ? [] : registered);
    missed = step.missed;
    return [...step.appeared.map(({ name }) => `+${name}`), ...step.gone.map((name) => `-${name}`)].join(" ");
  });
}

test("models come at the first look, and go at the second that misses them", ({ expect }) => {
  expect(looks([iris], [iris, catdog], [catdog], [catdog], [catdog, iris])).toEqual([
    "+iris",
    "+catdog",
    "",
    "-iris",
    "+iris",
  ]);
});

test("an alias that is deleted and set again between two looks costs nothing", ({ expect }) => {
  expect(looks([iris], [], [iris], [])).toEqual(["+iris", "", "", ""]);
});

test("nothing goes when the registry lists nothing at all", ({ expect }) => {
  expect(looks([iris], "nothing registered", "nothing registered", [iris])).toEqual(["+iris", "", "", ""]);
});
