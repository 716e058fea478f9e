import fc from "fast-check";
import { test } from "vitest";
import { inferDecoding, twoInputs } from "../testing/infer-decoding.ts";
import { liftNumbers } from "./lift-numbers.ts";

/** White space that makes a text long enough. */
const long = " ".repeat(5000);

function restored(text: string): unknown {
  const { json, lists } = liftNumbers(Buffer.from(text));
  return JSON.parse(Buffer.from(json).toString(), (_key, value) => {
    const list = lists.get(value);
    return list ? [...list] : value;
  });
}

function taken(text: string): number {
  return liftNumbers(Buffer.from(text + long)).lists.size;
}

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()));
const names = fc.constantFrom("data", 'x"data', "data\\", '\\"data', '"data":[1]', "x");
const values = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, numbers, names, fc.constant(null), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(names, tie("value")),
})).value;

test("what is taken out of a text and what is left are what was in it", ({ expect }) => {
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(restored(`${text}${long}`)).toEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

test("flat lists of plain numbers are taken out, and nothing else is", ({ expect }) => {
  expect(taken('[{"data":[1,2.5]},{"data" : [ -3e2 ] }]')).toBe(2);
  for (const text of ['{"data":[]}', '{"data":[[1]]}', '{"data":[1,"a"]}', '{"data":[1', '{"x\\"data":[1]}'])
    expect(taken(text)).toBe(0);
});

test.for([
  [
    { datatype: "FP32", data: [1, 2.5] },
    { datatype: "INT64", data: [7] },
  ],
  [
    { datatype: "FP32", data: [1, 2.5] },
    { datatype: "INT64", data: [7.5] },
  ],
  [
    { datatype: "BYTES", data: [1, 2] },
    { datatype: "INT64", data: [2] },
  ],
  [
    { datatype: "FP32", data: [1] },
    { datatype: "UINT8", data: [300] },
  ],
] as const)("a long text is read as a short one: %j", ([x, id], { expect }) => {
  const inputs = [
    { name: "x", shape: [1, 2], ...x },
    { name: "id", shape: [1], ...id },
  ];
  const short = JSON.stringify({ inputs });
  expect(inferDecoding(twoInputs, Buffer.from(short + long))).toEqual(
    inferDecoding(twoInputs, Buffer.from(short)),
  );
});
