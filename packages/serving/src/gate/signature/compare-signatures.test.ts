import type {
  ColumnSpec,
  ColumnType,
  ModelSignature,
  ParamSpec,
  ScalarColumnType,
  Schema,
} from "@switchyard/core";
import { test } from "vitest";
import { compareSignatures } from "./compare-signatures.ts";

type Parts = Partial<ModelSignature>;

const long: ColumnType = { kind: "scalar", type: "long" };
const listOf = (type: ScalarColumnType): ColumnType => ({ kind: "array", items: { kind: "scalar", type } });
const object = (...properties: readonly (readonly [string, boolean])[]): ColumnType => ({
  kind: "object",
  properties: properties.map(([name, required]) => ({ name, type: long, required })),
});

/** `a`, `b?` for an optional one, with their types. */
function columns(types: Readonly<Record<string, ScalarColumnType | ColumnType>>): Schema {
  return {
    kind: "columns",
    columns: Object.entries(types).map(([name, type]): ColumnSpec => ({
      name: name.replace("?", ""),
      required: !name.endsWith("?"),
      type: typeof type === "string" ? { kind: "scalar", type } : type,
    })),
  };
}

function unnamed(...types: readonly ScalarColumnType[]): Schema {
  return {
    kind: "columns",
    columns: types.map((type) => ({ name: undefined, required: true, type: { kind: "scalar", type } })),
  };
}

type Tensor = readonly [dtype: "float32" | "float64" | "int32" | "string" | "object", ...shape: number[]];

function tensors(specs: Readonly<Record<string, Tensor>>): Schema {
  return {
    kind: "tensors",
    tensors: Object.entries(specs).map(([name, [dtype, ...shape]]) => ({
      name: name === "" ? undefined : name,
      dtype,
      shape,
    })),
  };
}

const params = (type: ScalarColumnType, standard: unknown = 1, list = false): readonly ParamSpec[] => [
  { name: "p", type: { kind: "scalar", type }, default: standard, list },
];

const inputCases: readonly (readonly [Schema | undefined, Schema | undefined, string, string?])[] = [
  [columns({ a: "long", b: "string" }), columns({ a: "long", b: "string" }), "same"],
  [
    columns({ a: "long", b: "string" }),
    columns({ b: "string", a: "long" }),
    "widening",
    "inputs: another order",
  ],
  [
    columns({ a: "long", b: "long" }),
    columns({ a: "double", b: "long" }),
    "widening",
    "input a: long became double",
  ],
  [columns({ a: "double" }), columns({ a: "long" }), "breaking", "input a: double became long"],
  [columns({ a: "string" }), columns({ a: "double" }), "breaking"],
  [columns({ a: "double" }), columns({ a: "string" }), "breaking"],
  [columns({ a: "double" }), columns({ a: { kind: "any" } }), "widening"],
  [columns({ a: "long" }), columns({ "a?": "long" }), "widening", "input a became optional"],
  [columns({ "a?": "long" }), columns({ a: "long" }), "breaking", "input a became required"],
  [columns({ a: "long", b: "long" }), columns({ a: "long" }), "widening", "input b is no longer read"],
  [columns({ a: "long", b: "long" }), columns({ a: "long", b: "long", "c?": "long" }), "widening"],
  [
    columns({ a: "long", b: "long" }),
    columns({ a: "long", b: "long", c: "long" }),
    "breaking",
    "input c (long) is new and required",
  ],
  [columns({ a: "long" }), columns({ a: "long", "b?": "long" }), "breaking"],
  [columns({ a: "long", b: "long" }), columns({ a: "long", b: listOf("long") }), "breaking"],
  [columns({ a: listOf("float") }), columns({ a: listOf("double") }), "widening"],
  [
    columns({ a: listOf("long") }),
    columns({ a: listOf("double") }),
    "breaking",
    "input a: list of long became list of double",
  ],
  [columns({ a: object(["x", true]) }), columns({ a: object(["x", false], ["y", false]) }), "widening"],
  [columns({ a: object(["x", true]) }), columns({ a: object(["x", true], ["y", true]) }), "breaking"],
  [columns({ a: object(["x", true], ["y", true]) }), columns({ a: object(["x", true]) }), "breaking"],
  [unnamed("long"), unnamed("double"), "breaking"],
  [unnamed("float"), unnamed("double"), "widening"],
  [columns({ a: "long", b: { kind: "any" } }), columns({ a: "long" }), "breaking"],
  [columns({ a: "long" }), columns({ "b?": "long" }), "breaking", "no input of today is read: a"],
  [unnamed("long", "long"), unnamed("double", "long"), "breaking"],
  [unnamed("long", "long"), unnamed("long"), "widening"],
  [unnamed("long"), unnamed("long", "long"), "breaking"],
  [unnamed("long"), columns({ a: "long" }), "breaking", "inputs have names now"],
  [columns({ a: "long" }), tensors({ a: ["float32", -1, 1] }), "breaking", "inputs: columns became tensors"],
  [undefined, columns({ a: "long" }), "breaking", "input a (long) is new and required"],
  [undefined, columns({ "a?": "long" }), "widening"],
  [undefined, tensors({ "": ["float32", -1, 4] }), "breaking"],
  [columns({ a: "long" }), undefined, "breaking"],
  [tensors({ "": ["float32", -1, 4] }), tensors({ "": ["float64", -1, 4] }), "widening"],
  [tensors({ "": ["float64", -1, 4] }), tensors({ "": ["float32", -1, 4] }), "breaking"],
  [tensors({ "": ["int32", -1] }), tensors({ "": ["float32", -1] }), "breaking"],
  [tensors({ "": ["string", -1] }), tensors({ "": ["object", -1] }), "widening"],
  [
    tensors({ "": ["float32", -1, 4] }),
    tensors({ "": ["float32", -1, 5] }),
    "breaking",
    "input without a name: shape (-1, 4) became (-1, 5)",
  ],
  [tensors({ "": ["float32", 2, 4] }), tensors({ "": ["float32", -1, 4] }), "widening"],
  [tensors({ "": ["float32", -1, 4] }), tensors({ "": ["float32", 2, 4] }), "breaking"],
  [tensors({ "": ["float32", -1, 4] }), tensors({ "": ["float32", -1, -1] }), "breaking"],
  [tensors({ "": ["float32", 1, 4] }), tensors({ "": ["float32", -1, -1] }), "widening"],
  [tensors({ "": ["float32", -1, 4] }), tensors({ "": ["float32", -1, 4, 1] }), "breaking"],
  [tensors({ a: ["float32", -1], b: ["float32", -1] }), tensors({ a: ["float32", -1] }), "widening"],
  [tensors({ a: ["float32", -1] }), tensors({ a: ["float32", -1], b: ["float32", -1] }), "breaking"],
  [
    tensors({ a: ["float32", -1] }),
    tensors({ b: ["float32", -1] }),
    "breaking",
    "input b is new and required",
  ],
];

test.for(inputCases)("inputs %j, then %j: %s", ([serving, next, verdict, reason], { expect }) => {
  const compared = compareSignatures(signature({ inputs: serving }), signature({ inputs: next }));
  expect(compared.verdict).toBe(verdict);
  if (reason !== undefined) expect(compared.reasons).toContain(reason);
});

test.for([
  [columns({ y: "long" }), columns({ y: "long" }), "same"],
  [columns({ y: "long" }), columns({ y: "double" }), "breaking", "output y: long became double"],
  [columns({ y: "long" }), columns({ z: "long" }), "breaking", "output y is gone"],
  [columns({ y: "long" }), columns({ y: "long", z: "long" }), "widening", "output z is new"],
  [columns({ y: "long" }), columns({ "y?": "long" }), "breaking", "output y may be missing"],
  [columns({ "y?": "long" }), columns({ y: "long" }), "widening"],
  [unnamed("long"), unnamed("long", "long"), "breaking", "there were 1 outputs, and there are 2"],
  [unnamed("string"), unnamed("long"), "breaking"],
  [unnamed("string"), columns({ y: "string" }), "breaking"],
  [tensors({ y: ["float32", -1, 3] }), tensors({ y: ["float32", -1, 4] }), "breaking"],
  [tensors({ y: ["float32", -1, -1] }), tensors({ y: ["float32", -1, 4] }), "widening"],
  [tensors({ y: ["float32", -1] }), tensors({ y: ["float64", -1] }), "breaking"],
  [undefined, columns({ y: "long" }), "widening"],
  [columns({ y: "long" }), undefined, "breaking"],
] as const)("outputs %j, then %j: %s", ([serving, next, verdict, reason], { expect }) => {
  const compared = compareSignatures(signature({ outputs: serving }), signature({ outputs: next }));
  expect(compared.verdict).toBe(verdict);
  if (reason !== undefined) expect(compared.reasons).toContain(reason);
});

test.for([
  [undefined, params("long"), "widening"],
  [[], undefined, "same"],
  [params("long"), [], "breaking"],
  [params("long"), params("double"), "widening"],
  [params("double"), params("long"), "breaking"],
  [params("string"), params("long"), "breaking"],
  [params("long", 1), params("long", 2), "widening"],
  [params("long"), params("long", 1, true), "breaking"],
] as const)("parameters %j, then %j: %s", ([serving, next, verdict], { expect }) => {
  expect(compareSignatures(signature({ params: serving }), signature({ params: next })).verdict).toBe(
    verdict,
  );
});

test("tells all that breaks, and nothing that does not", ({ expect }) => {
  const serving = signature({ inputs: columns({ a: "long", b: "string" }), outputs: columns({ y: "long" }) });
  const next = signature({ inputs: columns({ a: "double", b: "long" }), outputs: columns({ z: "long" }) });
  expect(compareSignatures(serving, next)).toEqual({
    verdict: "breaking",
    reasons: ["input b: string became long", "output y is gone"],
  });
});

test("two models without a signature are the same", ({ expect }) => {
  expect(compareSignatures(undefined, undefined).verdict).toBe("same");
  expect(compareSignatures(undefined, signature({})).verdict).toBe("same");
});

function signature({ inputs, outputs, params: specs }: Parts): ModelSignature {
  return { inputs, outputs, params: specs };
}
