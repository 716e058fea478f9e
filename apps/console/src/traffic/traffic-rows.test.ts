import { test } from "vitest";
import { trafficRows } from "./traffic-rows.ts";

const line = { uri: "models:/iris@champion", version: "2", aliases: ["best", "champion"] };
const two = { version: "2", state: "ready", aliases: ["best", "champion"] };
const one = { version: "1", state: "ready", aliases: ["previous"] };
const bare = { version: "3", state: "ready", aliases: [] };

test.for([
  ["all goes to the followed version at first", {}, [one, two], ["champion (v2) 100", "previous (v1) 0"]],
  ["a version without an alias goes by its number", {}, [two, bare], ["champion (v2) 100", "v3 0"]],
  [
    "a closed version is left out unless an alias leads to it",
    {},
    [two, { ...bare, state: "closed" }, { ...one, state: "closed" }],
    ["champion (v2) 100", "previous (v1) 0"],
  ],
  [
    "a version that was loaded twice is named once",
    {},
    [{ ...two, state: "closed" }, two],
    ["champion (v2) 100"],
  ],
  [
    "an alias that has moved is the serving version's",
    {},
    [two, { ...one, aliases: ["champion", "previous"] }, { ...bare, state: "closed", aliases: ["best"] }],
    ["champion (v2) 100", "previous (v1) 0"],
  ],
  [
    "what is split already stands there",
    { champion: 95, previous: 5 },
    [two, one],
    ["champion (v2) 95", "previous (v1) 5"],
  ],
  ["a part goes by the name that it has", { 1: 5 }, [two, one], ["champion (v2) 0", "v1 5"]],
  ["parts of one version are one", { champion: 90, 2: 5, 1: 5 }, [two, one], ["champion (v2) 95", "v1 5"]],
  [
    "a name that no version goes by keeps its part",
    { champion: 9, gone: 1 },
    [two],
    ["champion (v2) 9", "gone 1"],
  ],
] as const)("%s", ([_name, traffic, versions, rows], { expect }) => {
  const split = Object.keys(traffic).length > 0 ? traffic : null;
  const found = trafficRows({ ...line, traffic: split }, versions);
  expect(found.map(({ name, part }) => `${name} ${part}`)).toEqual(rows);
  expect(found.filter(({ isFollowed }) => isFollowed)).toHaveLength(1);
});
