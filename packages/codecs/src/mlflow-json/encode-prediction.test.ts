import type { ClassScores, Prediction, Tensor } from "@switchyard/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { predictionEncoder } from "./encode-prediction.ts";
import type { JsonDialect } from "./encode-tensor.ts";

function encoded(prediction: Prediction, dialect: JsonDialect = "strict"): string {
  const { body } = predictionEncoder(prediction, { bare: false, dialect })(undefined);
  return Buffer.from(body).toString();
}

function arrayOf(array: Tensor): Prediction {
  return { form: "array", array };
}

function floats(data: readonly number[]): Tensor {
  return { dtype: "float64", shape: [data.length], data: Float64Array.from(data) };
}

test.for<[Tensor, string]>([
  [floats([1, 0.5, 1e-7, 1e16, -0]), "[1.0,0.5,1e-07,1e+16,-0.0]"],
  [floats([Number.NaN, Number.POSITIVE_INFINITY]), "[null,null]"],
  [floats([]), "[]"],
  [{ dtype: "float32", shape: [1, 2], data: Float32Array.of(0.1, 3) }, "[[0.10000000149011612,3.0]]"],
  [{ dtype: "float16", shape: [2], data: Float16Array.of(0.1, 1) }, "[0.0999755859375,1.0]"],
  [{ dtype: "int64", shape: [1], data: BigInt64Array.of(9007199254740993n) }, "[9007199254740993]"],
  [{ dtype: "uint8", shape: [3], data: Uint8Array.of(0, 1, 255) }, "[0,1,255]"],
  [{ dtype: "bool", shape: [2], data: Uint8Array.of(1, 0) }, "[true,false]"],
  [{ dtype: "string", shape: [2], data: ["é", '"\n'] }, String.raw`["é","\"\n"]`],
  [{ dtype: "float32", shape: [], data: Float32Array.of(3) }, "3.0"],
  [{ dtype: "int32", shape: [2, 1, 2], data: Int32Array.of(1, 2, 3, 4) }, "[[[1,2]],[[3,4]]]"],
  [{ dtype: "int32", shape: [2, 0], data: new Int32Array(0) }, "[[],[]]"],
])("prints %o as %s", ([tensor, text]) => {
  expect(encoded(arrayOf(tensor))).toBe(`{"predictions":${text}}`);
});

test("prints records by row and named arrays by name", () => {
  const columns = {
    variable: { dtype: "float32", shape: [2], data: Float32Array.of(2.446415424346924, 1) },
    'a"b': { dtype: "string", shape: [2], data: ["x", "y"] },
  } as const;
  expect(encoded({ form: "records", columns })).toBe(
    String.raw`{"predictions":[{"variable":2.446415424346924,"a\"b":"x"},{"variable":1.0,"a\"b":"y"}]}`,
  );
  expect(encoded({ form: "named", arrays: columns })).toBe(
    String.raw`{"predictions":{"variable":[2.446415424346924,1.0],"a\"b":["x","y"]}}`,
  );
  expect(encoded({ form: "records", columns: {} })).toBe('{"predictions":[]}');
});

test("prints a text that stands in no list by its characters, as MLflow does", () => {
  const y = { dtype: "string", shape: [], data: ["aé🐕"] } as const;
  expect(encoded({ form: "named", arrays: { y } })).toBe('{"predictions":{"y":["a","é","🐕"]}}');
});

test("prints a score for each class in the order of the classes", () => {
  const label = { dtype: "int64", shape: [2], data: BigInt64Array.of(1n, 10n) } as const;
  const scores = {
    dtype: "float32",
    shape: [2, 2],
    data: Float32Array.of(0.25, 0.75, 1, Number.NaN),
  } as const;
  const columns = new Map([
    ["1", 1],
    ["10", 0],
  ]);
  const probability = { classes: { labels: ["10", "1"], columns }, scores };
  expect(encoded({ form: "records", columns: { label, probability } })).toBe(
    '{"predictions":[{"label":1,"probability":{"1":0.75,"10":0.25}},{"label":10,"probability":{"1":null,"10":1.0}}]}',
  );
  expect(encoded({ form: "named", arrays: { probability } })).toBe(
    '{"predictions":{"probability":[{"1":0.75,"10":0.25},{"1":null,"10":1.0}]}}',
  );
});

test("prints the rows of one request as if they were all there is", () => {
  const shapes = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(3));
  fc.assert(
    fc.property(shapes, ([before, own, behind, width]) => {
      const total = before + own + behind;
      for (const predict of [arrayOf, namedOf, recordsOf]) {
        const encode = predictionEncoder(predict(countedRows(0, total, width)), {
          bare: true,
          dialect: "strict",
        });
        const { body } = encode({ start: before, end: before + own, total });
        const alone = predictionEncoder(predict(countedRows(before, own, width)), {
          bare: true,
          dialect: "strict",
        });
        expect(Buffer.from(body).toString()).toBe(Buffer.from(alone(undefined).body).toString());
      }
    }),
  );
});

/** So many rows, whose numbers go on from those of the rows before. */
function countedRows(before: number, rows: number, width: number): Tensor {
  const data = Float64Array.from({ length: rows * width }, (_, index) => before * width + index);
  return { dtype: "float64", shape: [rows, width], data };
}

function namedOf(scores: Tensor): Prediction {
  return { form: "named", arrays: { scores, "by class": byClass(scores) } };
}

/** Each row of an output is as many rows of a table as it has numbers. */
function recordsOf(scores: Tensor): Prediction {
  const flat = floats(Array.from(scores.data, Number));
  return scores.shape[1] === 1
    ? { form: "records", columns: { flat, "by class": byClass(scores) } }
    : { form: "records", columns: { flat } };
}

function byClass(scores: Tensor): ClassScores {
  const labels = Array.from({ length: scores.shape[1] ?? 0 }, (_, index) => `class ${index}`);
  return { classes: { labels, columns: new Map(labels.map((label, index) => [label, index])) }, scores };
}

test("prints bare NaN and infinities when asked to print as Python", () => {
  const values = floats([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  expect(encoded(arrayOf(values), "python")).toBe('{"predictions":[NaN,Infinity,-Infinity]}');
});

test("every double can be read back", () => {
  const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(doubles, (data) => {
      expect(JSON.parse(encoded(arrayOf(floats(data))))).toEqual({ predictions: data });
    }),
  );
});

test("every text can be read back", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (data) => {
      const text = encoded(arrayOf({ dtype: "string", shape: [data.length], data }));
      expect(JSON.parse(text)).toEqual({ predictions: data });
    }),
  );
});

test("every 64-bit integer is printed exactly", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (data) => {
      const text = encoded(arrayOf({ dtype: "int64", shape: [data.length], data: BigInt64Array.from(data) }));
      expect(text).toBe(`{"predictions":[${data.join(",")}]}`);
    }),
  );
});
