import { test } from "vitest";
import type { ModelLine } from "../api/model-line.ts";
import { filterModels } from "./filter-models.ts";
import { totalsOf } from "./totals.ts";

const iris: ModelLine = {
  name: "Iris",
  uri: "models:/Iris",
  status: "ready",
  aliases: ["champion"],
  flavor: "sklearn",
};
const cats: ModelLine = { name: "cats", uri: "models:/cats", status: "failed", flavor: "onnx" };

test.for([
  ["", ["Iris", "cats"]],
  [" IRIS ", ["Iris"]],
  ["sklearn champ", ["Iris"]],
  ["failed", ["cats"]],
  ["onnx champion", []],
] as const)("%j finds %j", ([filter, names], { expect }) => {
  expect(filterModels([iris, cats], filter).map(({ name }) => name)).toEqual(names);
});

test("totals are the sums of what is known", ({ expect }) => {
  const statistics = new Map([
    ["Iris", { current: { requests_per_second: 2, queued: null }, rates: [] }],
    ["cats", { current: { requests_per_second: 3 }, rates: [] }],
  ]);
  expect(totalsOf([iris, cats], statistics)).toMatchObject({
    count: 2,
    ready: 1,
    requestsPerSecond: 5,
    queued: undefined,
  });
});
