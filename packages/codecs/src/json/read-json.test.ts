import fc from "fast-check";
import { expect, test } from "vitest";
import { unmarked } from "./json-value.ts";
import { PythonJsonParser } from "./python-json-parser.ts";
import { readJson } from "./read-json.ts";

const read = (text: string | Uint8Array, exact = false): unknown => readJson(Buffer.from(text), { exact });

test.for([
  ["[NaN, Infinity, -Infinity]", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ["1e400", Number.POSITIVE_INFINITY],
  ["9007199254740991", 9007199254740991],
  ["9007199254740993", 9007199254740993n],
  ["-9223372036854775809", -9223372036854775809n],
  ["0.30000000000000004", 0.30000000000000004],
  ["12345678901234567.5", 12345678901234568],
  ['{"a": 1, "a": 2}', { a: 2 }],
  ["\uFEFF[1]", [1]],
  [" \n\t\r[ 1 , 2 ] ", [1, 2]],
  ['["a\\u00e9\\n", NaN, "\\ud83d\\ude00"]', ["aé\n", Number.NaN, "😀"]],
  ["[null, NaN, true, false, {}]", [null, Number.NaN, true, false, {}]],
] as const)("reads %s as Python does", ([text, value]) => {
  expect(unmarked(readJson(Buffer.from(text), { exact: false }))).toEqual(value);
});

test.for([
  "",
  "{",
  "[1,]",
  "{'a': 1}",
  "[1] 2",
  "nan",
  "+1",
  "01",
  "1.",
  ".5",
  "-",
  "[NaN",
  '"a\nb"',
  '"\\x"',
  '{"a" 1}',
  "{1: 2}",
  "tru",
])("refuses %j", (text) => {
  expect(() => read(text)).toThrow("Ensure that input is a valid JSON formatted string");
});

test.for([
  ["utf-16le", Buffer.from('\uFEFF{"a": "é"}', "utf16le")],
  ["utf-16le without BOM", Buffer.from('{"a": "é"}', "utf16le")],
  ["utf-16be", Buffer.from('\uFEFF{"a": "é"}', "utf16le").swap16()],
  ["utf-32le", utf32('\uFEFF{"a": "é"}')],
  ["utf-32be without BOM", utf32('{"a": "é"}').swap32()],
] as const)("reads %s", ([, body]) => {
  expect(read(body)).toEqual({ a: "é" });
});

test("refuses bytes that are no text", () => {
  expect(() => read(Uint8Array.of(0x22, 0xff, 0x22))).toThrow("valid JSON formatted string");
});

test.for(["[", '{"a":'])("refuses nesting without end: %s", (opening) => {
  const deep = opening.repeat(100_000);
  expect(() => read(deep)).toThrow("valid JSON formatted string");
  expect(() => read(`${"[".repeat(600)}1${"]".repeat(600)}`)).toThrow("nested more than 500 levels");
  expect(() => read(`${"[".repeat(600)}NaN${"]".repeat(600)}`)).toThrow("nested more than 500 levels");
  expect(read(`["${'[\\"'.repeat(600)}"]`)).toEqual(['["'.repeat(600)]);
});

test("keeps a property named __proto__ harmless", () => {
  for (const number of ["1", "NaN"]) {
    const value = read(`{"__proto__": {"polluted": ${number}}}`);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(Object(value), "__proto__")).toBe(true);
  }
  expect({}).not.toHaveProperty("polluted");
});

test("tells 1.0 from 1 when it must be exact", () => {
  expect(read("[1, 1.0, 1e2, 1.5]", true)).toEqual([1, { value: 1 }, { value: 100 }, 1.5]);
  expect(read("[1, 1.0, 1e2, 1.5]")).toEqual([1, 1, 100, 1.5]);
});

test("equals JSON.parse on ordinary JSON, but for integers beyond its reach", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value = readJson(Buffer.from(text), { exact: true });
      expect(inDoubles(unmarked(value))).toEqual(JSON.parse(text));
    }),
  );
});

test("its own parser equals JSON.parse", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(inDoubles(unmarked(new PythonJsonParser(text).parse()))).toEqual(JSON.parse(text));
    }),
  );
});

test("keeps integers of any size", () => {
  fc.assert(
    fc.property(fc.bigInt(), (integer) => {
      const value = readJson(Buffer.from(`[${integer}]`), { exact: false });
      expect(value).toEqual([Number.isSafeInteger(Number(integer)) ? Number(integer) : integer]);
    }),
  );
});

function inDoubles(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(inDoubles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inDoubles(each)]));
}

function utf32(text: string): Buffer {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return Buffer.from(Uint32Array.from(codes).buffer);
}
