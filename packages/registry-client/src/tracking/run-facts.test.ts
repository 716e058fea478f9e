import { test } from "vitest";
import { batchesOf } from "./run-facts.ts";

test("says nothing in no batch, and little in one", ({ expect }) => {
  expect(batchesOf({}, 7)).toEqual([]);
  expect(batchesOf({ params: { sex: "M" }, metrics: { rings: 9.5 }, tags: { version: "2" } }, 7)).toEqual([
    {
      params: [{ key: "sex", value: "M" }],
      metrics: [{ key: "rings", value: 9.5, timestamp: 7 }],
      tags: [{ key: "version", value: "2" }],
    },
  ]);
});

test("says everything once, and no more than a hundred of a kind at a time", ({ expect }) => {
  const params = Object.fromEntries(Array.from({ length: 205 }, (_, index) => [`p${index}`, `${index}`]));
  const batches = batchesOf({ params, tags: { only: "first" } }, 7);
  expect(batches.map((each) => [each.params.length, each.tags.length])).toEqual([
    [100, 1],
    [100, 0],
    [5, 0],
  ]);
  const said = batches.flatMap((each) => each.params.map(({ key, value }) => [key, value]));
  expect(Object.fromEntries(said)).toEqual(params);
});
