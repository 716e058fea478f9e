import type { ColumnType, DataType, ScalarColumnType } from "@switchyard/core";
import fc from "fast-check";
import { listText, objectText } from "./json-text.ts";

type Text = fc.Arbitrary<string>;

const integers = (bits: number, signed: boolean): Text => {
  const span = 2n ** BigInt(bits);
  const [min, max] = signed ? [-span / 2n, span / 2n - 1n] : [0n, span - 1n];
  const small = fc.integer({ min: signed ? -5 : 0, max: 100 }).map(String);
  return fc.oneof({ weight: 8, arbitrary: small }, fc.bigInt({ min, max }).map(String));
};
const truths = fc.constantFrom("true", "false");
const tenths = fc.integer({ min: -500, max: 500 }).map((tens) => floatText(tens / 10));
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map(floatText);
const singles = fc.float({ noNaN: true, min: -100, max: 100 }).map(floatText);
const floats = fc.oneof(
  { weight: 20, arbitrary: tenths },
  { weight: 6, arbitrary: singles },
  { weight: 1, arbitrary: doubles },
);
const halves = fc.integer({ min: -80, max: 80 }).map((eighths) => floatText(eighths / 8));
const words = fc.constantFrom(
  "",
  "a",
  "007",
  "1.5",
  "é",
  "日本",
  "a b",
  "null",
  "True",
  'say "hi"',
  "\u{1f600}",
  "x\ny",
);
const texts = fc
  .oneof(words, fc.string({ maxLength: 8 }), fc.string({ unit: "binary", maxLength: 4 }))
  .map(quoted);
const bytes = fc.uint8Array({ maxLength: 6 }).map((each) => quoted(Buffer.from(each).toString("base64")));
const dates = fc
  .tuple(fc.integer({ min: -(10 ** 9), max: 4 * 10 ** 9 }), fc.constantFrom(10, 19, 23))
  .map(([seconds, length]) => quoted(new Date(seconds * 1000).toISOString().slice(0, length)));

const ofDataType: Record<DataType | "object", Text> = {
  bool: truths,
  int8: integers(8, true),
  int16: integers(16, true),
  int32: integers(32, true),
  int64: integers(64, true),
  uint8: integers(8, false),
  uint16: integers(16, false),
  uint32: integers(32, false),
  uint64: integers(64, false),
  float16: halves,
  float32: floats,
  float64: floats,
  string: texts,
  object: fc.oneof(texts, floats, truths),
};

const ofScalar: Record<ScalarColumnType, Text> = {
  boolean: truths,
  integer: ofDataType.int32,
  long: ofDataType.int64,
  float: floats,
  double: floats,
  string: texts,
  binary: bytes,
  datetime: dates,
};

/** Values that are right for a tensor of this type and shape; a dimension of any size gets this many elements. */
export function elementsOf(dtype: DataType | "object", shape: readonly number[], anySize = 2): Text {
  const [length, ...inner] = shape;
  if (length === undefined) return ofDataType[dtype];
  const size = length < 0 ? anySize : length;
  const item = elementsOf(dtype, inner, anySize);
  return fc.array(item, { minLength: size, maxLength: size }).map(listText);
}

/** Values that are right for a column. */
export function cellsOf(type: ColumnType): Text {
  switch (type.kind) {
    case "scalar":
      return ofScalar[type.type];
    case "array":
      return fc.array(cellsOf(type.items), { maxLength: 3 }).map(listText);
    case "object":
      return propertiesOf(type.properties);
    case "map":
      return fc
        .array(fc.tuple(fc.constantFrom("k", "l", "é"), cellsOf(type.values)), { maxLength: 3 })
        .map(objectText);
    case "any":
      return fc.oneof(texts, floats, truths, fc.array(texts, { maxLength: 2 }).map(listText));
  }
}

function propertiesOf(specs: Extract<ColumnType, { kind: "object" }>["properties"]): Text {
  const entries = specs.map(({ name, type, required }) => {
    const given = cellsOf(type).map((value) => [[name, value] as const]);
    return required ? given : fc.oneof(given, fc.constant([]));
  });
  return fc.tuple(...entries).map((all) => objectText(all.flat()));
}

/** What is right for some type at best: every kind of JSON value, and the edges of the types. */
export const oddCells: readonly string[] = [
  "null",
  "true",
  "false",
  "0",
  "1",
  "-1",
  "-0",
  "1.0",
  "-0.0",
  "1.5",
  "255.9",
  "256",
  "-129",
  "65504.0",
  "65520",
  "16777217",
  "2147483647",
  "2147483648",
  "-2147483649",
  "4294967296",
  "3000000000000",
  "9007199254740993",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551615",
  "18446744073709551616",
  "-9223372036854775809",
  "1e39",
  "1e400",
  "1e-7",
  "5e-324",
  "1e22",
  "NaN",
  "Infinity",
  "-Infinity",
  '""',
  '"1"',
  '" 1 "',
  '"1.5"',
  '"1e3"',
  '"nan"',
  '"inf"',
  '"x"',
  '"true"',
  '"None"',
  '"1_000"',
  '"0x10"',
  '"٣"',
  '"é"',
  '"\\u0000"',
  '"\\ud800"',
  '"aGk="',
  '"aGk"',
  '"!!"',
  '"2020-01-01"',
  '"2020-01-02T03:04:05"',
  '"2020-01-02T03:04:05.123456789"',
  '"2020-01-02T03:04:05Z"',
  '"2020-01-02T03:04:05+02:00"',
  '"2020-13-01"',
  '"20200102"',
  '"2300-01-01"',
  '"1600-01-01"',
  '"NaT"',
  '"01/02/2020"',
  "1577836800000000000",
  "[]",
  "[1]",
  "[1.0]",
  "[1.5]",
  "[null]",
  '["a"]',
  '["a", "b"]',
  "[[1.0]]",
  "[1, [2]]",
  "{}",
  '{"a": 1}',
  "[{}]",
];

/** Any of them, or a random one. */
export const anyOddCell: Text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...oddCells) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  { weight: 1, arbitrary: doubles },
  { weight: 1, arbitrary: integers(66, true) },
  { weight: 1, arbitrary: texts },
  { weight: 1, arbitrary: dates },
);

function quoted(text: string): string {
  return JSON.stringify(text);
}

function floatText(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
