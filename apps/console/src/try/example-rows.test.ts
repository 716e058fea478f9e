import { test } from "vitest";
import { exampleRows } from "./example-rows.ts";
import type { Field } from "./field.ts";

const field = { type: "number", typeName: "double", required: true } as const;
const fields: readonly Field[] = [
  { ...field, name: "a" },
  { ...field, name: "b" },
];
const rows = [
  ["1", "x"],
  ["2", ""],
];

test.for([
  [
    "split",
    {
      dataframe_split: {
        columns: ["b", "a"],
        data: [
          ["x", 1],
          [null, 2],
        ],
      },
    },
    rows,
  ],
  ["records", { dataframe_records: [{ a: 1, b: "x" }, { a: 2 }] }, rows],
  ["columns", { inputs: { a: [1, 2], b: ["x"] } }, rows],
  ["instances", { instances: [[1, "x"], [2]] }, rows],
  ["nothing", undefined, []],
  ["another form", [1], []],
] as const)("an example in the form of %s fills the rows", ([, example, expected], { expect }) => {
  expect(exampleRows(example, { kind: "columns", fields })).toEqual(expected);
});

test.for([[{ inputs: [[1, 2]] }], [{ inputs: { x: [[1, 2]] } }], [{ instances: [[1, 2]] }]])(
  "the example %j fills a vector",
  ([example], { expect }) => {
    expect(exampleRows(example, { kind: "tensor", name: "x", fields })).toEqual([["1", "2"]]);
  },
);
