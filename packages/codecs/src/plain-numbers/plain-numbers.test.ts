import {
  bytesOf,
  GatewayError,
  type ModelDescription,
  type ModelInput,
  type NdArray,
} from "@switchyard/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { needsExactLiterals } from "../exact-literals.ts";
import { readJson } from "../json/read-json.ts";
import { decodeEnvelope } from "../mlflow-json/decode-envelope.ts";
import { parseEnvelope } from "../mlflow-json/envelope.ts";
import { column, ofColumns, ofTensors, samples, tensorSpec } from "../testing/models.ts";
import { PlainNumbers } from "./plain-numbers.ts";

const pair = ofColumns(column("double", "a"), column("long", "b"));
const matrix = ofTensors(tensorSpec("float32", [-1, 2], "x"));
const unnamed = ofTensors(tensorSpec("int64", [-1]));
const irisColumns = '"columns":["sepal_length","sepal_width","petal_length","petal_width"]';

test.for([
  [
    "a table",
    samples.iris,
    `{"dataframe_split":{${irisColumns},"data":[[5.1,3.5,1.4,0.2],[1,2e3,-0.0,1E-7]]}}`,
  ],
  [
    "a table with an index in front",
    pair,
    '{"dataframe_split":{"index":[7],"columns":["a","b"],"data":[[1.5,2]]}}',
  ],
  [
    "a table with an index inside",
    pair,
    '{"dataframe_split":{"columns":["a","b"],"index":[0],"data":[[1.5,2]]}}',
  ],
  ["columns in another order", pair, '{"dataframe_split":{"columns":["b","a"],"data":[[2,0.1],[-3,0.25]]}}'],
  ["records", pair, '{"dataframe_records":[{"b":2,"a":0.1},{"b":-3,"a":1234567890.12345678}]}'],
  ["an array by itself", matrix, ' {"inputs" : [ [ 1 , 2.5 ],\r\n\t[0.1e1, 12345678901234567.5] ] } \n'],
  ["an array under its name", matrix, '{"instances":{"x":[[0.30000001192092896,-1e-30]]}}'],
  ["an array without a name", unnamed, '{"inputs":[1,-2,999999999999999]}'],
] as const)("reads %s", ([, model, body]) => {
  expect(plain(body, model)).toBeDefined();
  expect(plain(body, model)).toStrictEqual(general(body, model));
});

test.for([
  ["a text", pair, '{"dataframe_split":{"columns":["a","b"],"data":[["1",2]]}}'],
  ["a gap", pair, '{"dataframe_split":{"columns":["a","b"],"data":[[null,2]]}}'],
  ["a float in a column of integers", pair, '{"dataframe_split":{"columns":["a","b"],"data":[[1,2.0]]}}'],
  ["an integer -0", pair, '{"dataframe_split":{"columns":["a","b"],"data":[[-0,2]]}}'],
  ["an integer beyond doubles", matrix, '{"inputs":[[9007199254740993,1]]}'],
  ["an infinite number", matrix, '{"inputs":[[1e400,1]]}'],
  ["a word of Python", matrix, '{"inputs":[[NaN,1]]}'],
  ["a column more", pair, '{"dataframe_split":{"columns":["a","b","c"],"data":[[1,2,3]]}}'],
  ["a column twice", pair, '{"dataframe_split":{"columns":["a","a"],"data":[[1,2]]}}'],
  ["a name with an escape", pair, '{"dataframe_split":{"columns":["\\u0061","b"],"data":[[1,2]]}}'],
  ["a short row", pair, '{"dataframe_split":{"columns":["a","b"],"data":[[1,2],[1]]}}'],
  [
    "an index for a repeated row",
    pair,
    '{"dataframe_split":{"index":[0,1],"columns":["a","b"],"data":[[1,2]]}}',
  ],
  ["no rows", pair, '{"dataframe_split":{"columns":["a","b"],"data":[]}}'],
  ["a name twice in a record", pair, '{"dataframe_records":[{"a":1,"a":2}]}'],
  ["parameters", matrix, '{"inputs":[[1,2]],"params":{}}'],
  ["a field twice", matrix, '{"inputs":[[1,2]],"inputs":[[3,4]]}'],
  ["a wrong shape", matrix, '{"inputs":[[1,2,3]]}'],
  ["ragged lists", matrix, '{"inputs":[[1,2],[3]]}'],
  ["what is out of bounds", ofTensors(tensorSpec("uint8", [-1])), '{"inputs":[256]}'],
  ["an end too early", matrix, '{"inputs":[[1,2]]'],
  ["something after the end", matrix, '{"inputs":[[1,2]]}}'],
  ["a missing colon", matrix, '{"inputs" "instances":[[1,2]]}'],
  [
    "a missing colon before a column",
    pair,
    '{"dataframe_split":{"index" "columns":["a","b"],"data":[[1,2]]}}',
  ],
] as const)("leaves %s to the general way", ([, model, body]) => {
  expect(plain(body, model)).toBeUndefined();
});

test("reads what the general way reads, to the last bit, and nothing that it refuses", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom(...models), (draw, model) => {
      const body = edited(bodyOf(model, draw), draw);
      const input = plain(body, model);
      if (input === undefined) return;
      read += 1;
      expect([body, bits(input)]).toStrictEqual([body, bits(general(body, model))]);
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(300);
});

test("reads bodies that are alike as one, the rows of each below those of the one before", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom(...models), few, (draw, model, count) => {
      const bodies = Array.from({ length: count }, () => bodyOf(model, draw));
      const joint = reader.readTogether(
        bodies.map((each) => Buffer.from(each)),
        model,
        Infinity,
      );
      if (!joint) return;
      read += count > 1 ? 1 : 0;
      const each = bodies.map((body) => arraysIn(general(body, model)));
      expect([bodies, arraysIn(joint.input)]).toStrictEqual([bodies, below(each)]);
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(30);
});

test.for([
  [
    "rows of another width",
    ofTensors(tensorSpec("float32", [-1, -1])),
    '{"inputs":[[1,2]]}',
    '{"inputs":[[1]]}',
  ],
  [
    "columns in another order",
    pair,
    '{"dataframe_split":{"columns":["b","a"],"data":[[2,1]]}}',
    '{"dataframe_split":{"columns":["a","b"],"data":[[1,2]]}}',
  ],
  ["more rows than wanted", matrix, '{"inputs":[[1,2],[3,4]]}', '{"inputs":[[1,2],[3,4]]}'],
] as const)("does not read %s together", ([, model, ...bodies]) => {
  const each = bodies.map((body) => Buffer.from(body));
  expect(reader.readTogether(each, model, 3)).toBeUndefined();
  expect(reader.readTogether(each.slice(0, 1), model, 3)).toBeDefined();
});

const reader = new PlainNumbers();

function plain(body: string, model: ModelDescription): ModelInput | undefined {
  return reader.read(Buffer.from(body), model);
}

function general(body: string, model: ModelDescription): ModelInput | string {
  const { signature } = model;
  try {
    const value = readJson(Buffer.from(body), { exact: needsExactLiterals(signature) });
    return decodeEnvelope(parseEnvelope(value), signature);
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    throw error;
  }
}

/** All that an input is, its numbers as bytes. */
function bits(input: ModelInput | string): unknown {
  if (typeof input === "string") return input;
  if (input.form === "array") return { form: "array", array: bitsOf(input.array) };
  if (input.form === "images") return input;
  if (input.form === "named")
    return {
      form: "named",
      arrays: Object.entries(input.arrays).map(([name, each]) => [name, bitsOf(each)]),
    };
  return { ...input, columns: input.columns.map(({ name, values }) => [name, bitsOf(values)]) };
}

function bitsOf(array: NdArray): unknown {
  if (array.dtype === "object" || array.dtype === "datetime64" || array.dtype === "string") return array;
  return { dtype: array.dtype, shape: array.shape, bytes: Buffer.from(bytesOf(array)).toString("hex") };
}

/** The numbers of each column or array, by rows. */
function arraysIn(input: ModelInput | string): readonly (readonly unknown[])[] {
  if (typeof input === "string" || input.form === "images") throw new Error("no numbers");
  if (input.form === "array") return [rowsOf(input.array)];
  if (input.form === "named") return Object.values(input.arrays).map(rowsOf);
  return input.columns.map(({ values }) => rowsOf(values));
}

function rowsOf({ shape: [rows = 0], data }: NdArray): readonly unknown[] {
  const cells: readonly unknown[] = [...data];
  const width = cells.length / rows;
  return Array.from({ length: rows }, (_, row) => cells.slice(row * width, (row + 1) * width));
}

function below(each: readonly (readonly (readonly unknown[])[])[]): readonly (readonly unknown[])[] {
  const [first = []] = each;
  return first.map((_, at) => each.flatMap((one) => one[at] ?? []));
}

const models = [
  pair,
  ofColumns(column("float", "é"), column("integer", "b", { required: false }), column("double", "3")),
  matrix,
  unnamed,
  ofTensors(tensorSpec("float64", [-1, -1, 2], "x")),
  ofTensors(tensorSpec("float16", [2, -1])),
  ofTensors(tensorSpec("int32", [-1, 1], "x")),
  ofTensors(tensorSpec("uint64", [-1], "x")),
];

/** A number as somebody may write it, seldom something else. */
const cell = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -300, max: 300 }).map(String) },
  { weight: 4, arbitrary: fc.maxSafeInteger().map(String) },
  { weight: 10, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  { weight: 10, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }).map(String) },
  { weight: 5, arbitrary: fc.stringMatching(/^-?\d{1,19}\.\d{1,19}([eE][-+]?\d{1,2})?$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("-0", "-0.0", "0.0", "1.0", "1E5", "2e-3", "1e400", "01", "1.", "-", "1e"),
  },
  { weight: 1, arbitrary: fc.constantFrom("null", "true", '"1"', "NaN", "-Infinity", "[]", "{}", "[1]", "") },
);
const few = fc.integer({ min: 1, max: 3 });
const seldom = fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0);

function bodyOf({ signature }: ModelDescription, draw: fc.GeneratorValue): string {
  const schema = signature?.inputs;
  if (schema?.kind === "columns")
    return tableOf(
      schema.columns.map(({ name = "" }) => JSON.stringify(name)),
      draw,
    );
  const [{ name, shape } = { name: undefined, shape: [] }] = schema?.tensors ?? [];
  const lists = listsOf(shape, draw);
  const value = name !== undefined && draw(fc.boolean) ? `{"${name}":${lists}}` : lists;
  return `{"${draw(fc.constantFrom, "inputs", "instances")}":${value}}`;
}

function listsOf([length, ...inner]: readonly number[], draw: fc.GeneratorValue): string {
  if (length === undefined) return draw(() => cell);
  const count = length === -1 || draw(() => seldom) ? draw(() => few) : length;
  return `[${Array.from({ length: count }, () => listsOf(inner, draw)).join(",")}]`;
}

function tableOf(columns: readonly string[], draw: fc.GeneratorValue): string {
  const names = draw(() => seldom) ? columns.toReversed() : columns;
  const rows = Array.from({ length: draw(() => few) }, () => names.map(() => draw(() => cell)));
  if (draw(fc.boolean)) {
    const records = rows.map((row) => `{${row.map((each, at) => `${names[at]}:${each}`).join(",")}}`);
    return `{"dataframe_records":[${records.join(",")}]}`;
  }
  const count = draw(() => seldom) ? draw(() => few) : rows.length;
  const parts = [
    `"columns":[${names.join(",")}]`,
    `"data":[${rows.map((row) => `[${row.join(",")}]`).join(",")}]`,
  ];
  const index = `"index":[${Array.from({ length: count }, () => draw(() => few)).join(",")}]`;
  return `{"dataframe_split":{${parts.toSpliced(draw(() => few) - 1, 0, ...(draw(fc.boolean) ? [index] : [])).join(",")}}}`;
}

const characters = '{ } [ ] , : " 0 - . e E \n \\ a é'.split(" ");

/** The body, seldom with a character more, less or instead of another, somewhere. */
function edited(body: string, draw: fc.GeneratorValue): string {
  if (!draw(() => seldom)) return body;
  const at = draw(fc.nat, { max: body.length });
  const character = draw(fc.constantFrom, ...characters);
  return body.slice(0, at) + character + body.slice(at + draw(fc.nat, { max: 1 }));
}
