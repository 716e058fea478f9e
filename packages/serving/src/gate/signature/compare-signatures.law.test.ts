import { isDeepStrictEqual } from "node:util";
import type {
  ColumnSpec,
  ModelSignature,
  ScalarColumnType,
  Schema,
  SignatureTensorSpec,
} from "@switchyard/core";
import fc from "fast-check";
import { test } from "vitest";
import { compareSignatures } from "./compare-signatures.ts";

const scalars: readonly ScalarColumnType[] = [
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "datetime",
];

const plain = { noNullPrototype: true } as const;
const scalar = fc.record({ kind: fc.constant("scalar" as const), type: fc.constantFrom(...scalars) }, plain);
const columnNamed = (name: string): fc.Arbitrary<ColumnSpec> =>
  fc.record({ name: fc.constant(name), type: scalar, required: fc.boolean() }, plain);
const tensorNamed = (
  name: string,
  shape: fc.Arbitrary<readonly number[]>,
): fc.Arbitrary<SignatureTensorSpec> =>
  fc.record(
    {
      name: fc.constant(name),
      dtype: fc.constantFrom("int32", "int64", "float32", "float64", "string", "object"),
      shape,
    },
    plain,
  );
const dimension = fc.constantFrom(-1, 1, 2);
const shapes = fc.array(dimension, { minLength: 1, maxLength: 3 });

/** Some of these parts, in this order. */
function some<Part>(parts: readonly fc.Arbitrary<Part>[]): fc.Arbitrary<readonly Part[]> {
  const maybe = parts.map((part) => fc.option(part, { nil: undefined, freq: 2 }));
  return fc
    .tuple(...maybe)
    .map((each) => each.filter((part) => part !== undefined))
    .filter(({ length }) => length > 0);
}

const columnSpecs = some(["a", "b", "c"].map(columnNamed));
const tensorSpecs = some(["a", "b"].map((name) => tensorNamed(name, shapes)));
const schema: fc.Arbitrary<Schema | undefined> = fc.oneof(
  fc.constant(undefined),
  columnSpecs.map(columns),
  tensorSpecs.map(tensors),
);
const param = fc.record(
  { name: fc.constant("p"), type: scalar, default: fc.integer(), list: fc.boolean() },
  plain,
);
const signature: fc.Arbitrary<ModelSignature> = fc.record(
  { inputs: schema, outputs: schema, params: fc.array(param, { maxLength: 1 }) },
  plain,
);

test("a signature is the same as itself, and as no other", ({ expect }) => {
  fc.assert(
    fc.property(signature, signature, (one, other) => {
      expect(compareSignatures(one, structuredClone(one))).toEqual({ verdict: "same", reasons: [] });
      expect(compareSignatures(one, other).verdict === "same").toBe(isDeepStrictEqual(one, other));
    }),
  );
});

/** What a small model of MLflow's casts takes for a type; numbers as JSON has them. */
const values: Readonly<Record<ScalarColumnType, readonly unknown[]>> = {
  boolean: [true, 0, "false", null],
  integer: [0, -7, 2_147_483_647, "12", true],
  long: [0, -7, 9_007_199_254_740_991, "12", true],
  float: [0, 1.5, null, "1.5", true],
  double: [0, 1.5, 1e300, null, "1.5", true],
  string: ["x", "12", null],
  binary: ["aGk="],
  datetime: ["2020-01-01", 5],
};

const takes: Readonly<Record<ScalarColumnType, (value: unknown) => boolean>> = {
  boolean: () => true,
  integer: (value) => isNumber(value) && Math.abs(Number(value)) < 2 ** 31,
  long: isNumber,
  float: (value) => value === null || isNumber(value),
  double: (value) => value === null || isNumber(value),
  string: (value) => value === null || typeof value === "string",
  binary: (value) => typeof value === "string" && /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(value),
  datetime: (value) => Number.isInteger(value) || (typeof value === "string" && /^\d{4}-/.test(value)),
};

function isNumber(value: unknown): boolean {
  return (
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && /^[\d.]+$/.test(value))
  );
}

/** Columns, and what may have become of them in the next version. */
const columnPairs = columnSpecs.chain((serving) =>
  fc.tuple(
    fc.constant(serving),
    some([
      ...serving.map((each) => fc.oneof(fc.constant(each), columnNamed(each.name ?? ""))),
      columnNamed("new"),
    ]),
    fc.nat(),
  ),
);

test("a table that is taken today is taken by a widening", ({ expect }) => {
  fc.assert(
    fc.property(columnPairs, ([serving, next, seed]) => {
      if (verdictOf(columns(serving), columns(next)) === "breaking") return;
      const row = rowOf(serving, seed);
      expect(takesRow(serving, row)).toBe(true);
      expect(takesRow(next, row)).toBe(true);
      // A bare list is one column's.
      if (serving.length === 1) expect(next.length).toBe(1);
    }),
    { numRuns: 1000 },
  );
});

/** A value for each column, but not always for those that may be left out. */
function rowOf(specs: readonly ColumnSpec[], seed: number): ReadonlyMap<string, unknown> {
  const cells = specs.flatMap(({ name = "", type, required }, index) => {
    const known = type.kind === "scalar" ? values[type.type] : [];
    if (!required && (seed >> index) % 2 === 1) return [];
    return [[name, known[(seed + index) % known.length]] as const];
  });
  return new Map(cells);
}

function takesRow(specs: readonly ColumnSpec[], row: ReadonlyMap<string, unknown>): boolean {
  return specs.every(({ name = "", type, required }) => {
    // A column that nobody knew of is nobody's.
    if (!row.has(name)) return !required;
    return type.kind !== "scalar" || takes[type.type](row.get(name));
  });
}

/** Tensors, and what may have become of them in the next version. */
const tensorPairs = tensorSpecs.chain((serving) =>
  fc.tuple(
    fc.constant(serving),
    some(
      serving.map(({ name = "", shape }) =>
        tensorNamed(name, fc.tuple(...shape.map((each) => fc.oneof(fc.constant(each), dimension)))),
      ),
    ),
    fc.constantFrom(1, 2, 3),
  ),
);

test("a tensor that is taken today is taken by a widening, as a list and as a table", ({ expect }) => {
  fc.assert(
    fc.property(tensorPairs, ([serving, next, size]) => {
      if (verdictOf(tensors(serving), tensors(next)) === "breaking") return;
      for (const spec of next) {
        const before = serving.find(({ name }) => name === spec.name);
        const shape = before?.shape.map((each) => (each === -1 ? size : each));
        expect(shape && takesShape(spec, shape)).toBe(true);
        if (before && takesTables(before)) expect(takesTables(spec)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

function takesShape({ shape }: SignatureTensorSpec, found: readonly number[]): boolean {
  return shape.length === found.length && shape.every((each, index) => each === -1 || each === found[index]);
}

function takesTables({ shape }: SignatureTensorSpec): boolean {
  return shape[0] === -1 && !shape.slice(1).includes(-1);
}

function columns(specs: readonly ColumnSpec[]): Schema {
  return { kind: "columns", columns: specs };
}

function tensors(specs: readonly SignatureTensorSpec[]): Schema {
  return { kind: "tensors", tensors: specs };
}

function verdictOf(serving: Schema, next: Schema): string {
  return compareSignatures(signatureOf(serving), signatureOf(next)).verdict;
}

function signatureOf(inputs: Schema): ModelSignature {
  return { inputs, outputs: undefined, params: undefined };
}
