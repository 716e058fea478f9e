import { test } from "vitest";
import type { Field, RowForm } from "./field.ts";
import { tableDraft } from "./table-draft.ts";

const number: Field = { name: "size", type: "number", typeName: "double", required: true };
const count: Field = { name: "count", type: "integer", typeName: "long", required: true };
const sold: Field = { name: "sold", type: "boolean", typeName: "boolean", required: false };
const form: RowForm = { kind: "columns", fields: [number, count, sold] };

function bodyOf(rows: readonly (readonly string[])[], of: RowForm = form): unknown {
  const { request } = tableDraft(of, rows);
  return request?.kind === "json" ? [request.below, JSON.parse(request.body)] : undefined;
}

test("one row asks for one answer", ({ expect }) => {
  expect(bodyOf([[" 1.5 ", "3", "true"]])).toEqual(["/predict", { size: 1.5, count: 3, sold: true }]);
});

test("several rows ask for a list, and what is optional may be left out", ({ expect }) => {
  expect(
    bodyOf([
      ["1e3", "-3", ""],
      [".5", "+4", "false"],
    ]),
  ).toEqual([
    "/predict",
    [
      { size: 1000, count: -3 },
      { size: 0.5, count: 4, sold: false },
    ],
  ]);
});

test.for([
  ["x", "a number (double), found “x”"],
  ["1,5", "a number (double), found “1,5”"],
  ["NaN", "a number (double), found “NaN”"],
  ["", "a number (double)"],
])("a number is not %j", ([typed = "", expected], { expect }) => {
  expect(tableDraft(form, [[typed, "1", ""]])).toMatchObject({
    request: undefined,
    faults: [{ row: 0, column: 0, message: `expected ${expected}`, isMissing: typed === "" }],
  });
});

test.for(["1.5", "9007199254740993", "one"])("a whole number is not %s", (typed, { expect }) => {
  const [fault] = tableDraft(form, [
    ["1", "1", ""],
    ["1", typed, ""],
  ]).faults;
  expect(fault).toMatchObject({
    row: 1,
    column: 1,
    message: expect.stringContaining("a whole number (long)"),
  });
});

test("a column may have any name", ({ expect }) => {
  const odd: RowForm = { kind: "columns", fields: [{ ...number, name: "__proto__" }] };
  expect(tableDraft(odd, [["1"]]).request).toMatchObject({ body: '{"__proto__":1}' });
});

test.for([
  ["x", { x: [[1, 2]] }],
  [undefined, [[1, 2]]],
] as const)("a vector is sent as the tensor %s", ([name, inputs], { expect }) => {
  const vector: RowForm = { kind: "tensor", name, fields: [number, number] };
  expect(bodyOf([["1", "2"]], vector)).toEqual(["/invocations", { inputs }]);
});

test("what has parts is typed as JSON", ({ expect }) => {
  const list: RowForm = {
    kind: "columns",
    fields: [{ name: "list", type: "json", typeName: "array of long", required: true }],
  };
  expect(bodyOf([["[1, 2]"]], list)).toEqual(["/predict", { list: [1, 2] }]);
  expect(tableDraft(list, [["[1"]]).faults).toHaveLength(1);
});
