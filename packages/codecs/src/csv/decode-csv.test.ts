import { expect, test } from "vitest";
import { decoding } from "../testing/decoding.ts";
import { column, describe, ofColumns, ofTensors, tensorSpec } from "../testing/models.ts";

const csv = "text/csv";
const none = describe(undefined);
const typed = ofColumns(
  column("string", "s"),
  column("double", "d"),
  column("long", "n", { required: false }),
);
const flags = ofColumns(column("boolean", "b"));

test.for([
  [typed, "d,s\n1.5,007\n", { s: ["string", [1], ["007"]], d: ["float64", [1], [1.5]] }],
  [
    typed,
    "d,s,n\n 1 ,x,1.0\n",
    { s: ["string", [1], ["x"]], d: ["float64", [1], [1]], n: ["int64", [1], ["1"]] },
  ],
  [typed, "s,d\nNA,NA\n", { s: ["object", [1], [null]], d: ["float64", [1], ["NaN"]] }],
  [typed, 's,d\n"a,""b""\nc",1\n', { s: ["string", [1], ['a,"b"\nc']], d: ["float64", [1], [1]] }],
  [typed, "s,d,n\nx,1,9007199254740993\n", { n: ["int64", [1], ["9007199254740993"]] }],
  [typed, "\uFEFFs,d\r\nx,1\r\n\r\n", { d: ["float64", [1], [1]] }],
  [typed, "s,d\nindex,x,1\n", { s: ["string", [1], ["x"]] }],
  [flags, "b\ntrue\nFALSE\n", { b: ["bool", [2], [true, false]] }],
  [flags, "b\n1\n0\n", { b: ["bool", [2], [true, false]] }],
  [
    none,
    "a,b,c\n1,x,true\n2,,false\n",
    { a: ["int64", [2], ["1", "2"]], b: ["object", [2], ["x", null]], c: ["bool", [2], [true, false]] },
  ],
  [none, "a\n1\nNA\n", { a: ["float64", [2], [1, "NaN"]] }],
  [
    none,
    "a,a,\n1,2,3\n",
    { a: ["int64", [1], ["1"]], "a.1": ["int64", [1], ["2"]], "Unnamed: 2": ["int64", [1], ["3"]] },
  ],
  [none, "a\n18446744073709551615\n", { a: ["uint64", [1], ["18446744073709551615"]] }],
  [none, "a,b\n1\n", { b: ["float64", [1], ["NaN"]] }],
] as const)("reads %#: %j", ([model, body, columns]) => {
  expect(decoding(body, model, csv)).toMatchObject({ frame: columns });
});

const unreadable = "invalid_request: Failed to parse input as a Pandas DataFrame";

test.for([
  [none, "", unreadable],
  [none, "\n\n", unreadable],
  [none, "a,b\n1,2\n1,2,3\n", "row 1: expected 2 fields, found 3"],
  [none, 'a\n"x\n', unreadable],
  [typed, "s,d\nx,y\n", 'row 0, column d: expected double, found "y"'],
  [typed, "s,d,n\nx,1,1.5\n", 'row 0, column n: expected long, found "1.5"'],
  [typed, "s,d,n\nx,1,\n", 'row 0, column n: expected long, found ""'],
  [
    ofColumns(column("double"), column("double")),
    "a,b\nx,1,2\n",
    'row 0, column 0: expected double, found "x"',
  ],
  [flags, "b\nyes\n", 'row 0, column b: expected boolean, found "yes"'],
  [
    typed,
    "s,x\na,1\n",
    "schema_mismatch: Failed to enforce schema. Model is missing inputs ['d']. Note that there were extra inputs: ['x'].",
  ],
  [ofColumns(column("datetime", "t")), "t\n2020-01-01\n", "dates cannot be sent as CSV"],
  [ofColumns(column({ kind: "any" }, "t")), "t\n1\n", unreadable],
  [ofTensors(tensorSpec("float32", [-1, 1])), "a\n1\n", unreadable],
] as const)("refuses %#: %j", ([model, body, message]) => {
  expect(decoding(body, model, csv)).toContain(message);
});
