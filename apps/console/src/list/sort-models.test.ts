import { test } from "vitest";
import type { ModelLine } from "../api/model-line.ts";
import { nextSorting, sortModels, type Sorting } from "./sort-models.ts";

const models: readonly ModelLine[] = ["b", "c", "a"].map((name) => ({ name, uri: name, status: "ready" }));
const statistics = new Map([
  ["b", { current: { queued: 1 }, rates: [] }],
  ["c", { current: { queued: null }, rates: [] }],
  ["a", { current: { queued: 3 }, rates: [] }],
]);

test.for([
  [undefined, "bca"],
  [{ key: "name", direction: "ascending" }, "abc"],
  [{ key: "name", direction: "descending" }, "cba"],
  [{ key: "status", direction: "ascending" }, "bca"],
  [{ key: "queued", direction: "descending" }, "abc"],
  [{ key: "queued", direction: "ascending" }, "bac"],
] as const)("sorted by %j the models are %s", ([sorting, names], { expect }) => {
  expect(
    sortModels(models, sorting, statistics)
      .map(({ name }) => name)
      .join(""),
  ).toBe(names);
});

test.for([
  ["name", ["ascending", "descending", undefined]],
  ["p99_ms", ["descending", "ascending", undefined]],
] as const)("asking for %s again and again goes round", ([key, directions], { expect }) => {
  let sorting: Sorting | undefined = { key: "status", direction: "ascending" };
  const seen = directions.map(() => (sorting = nextSorting(sorting, key))?.direction);
  expect(seen).toEqual(directions);
});
