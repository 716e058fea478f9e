import {
  dataTypes,
  GatewayError,
  type ColumnType,
  type ModelDescription,
  type ScalarColumnType,
} from "@switchyard/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCodecs } from "./index.ts";
import { column, describe, ofColumns, ofTensors, samples, tensorSpec } from "./testing/models.ts";

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
const double: ColumnType = { kind: "scalar", type: "double" };
const composites: readonly ColumnType[] = [
  { kind: "any" },
  { kind: "array", items: double },
  { kind: "array", items: { kind: "array", items: double } },
  { kind: "map", values: double },
  { kind: "object", properties: [{ name: "a", type: double, required: false }] },
];
const dtypes = [...dataTypes, "object"] as const;

const models: readonly ModelDescription[] = [
  describe(undefined),
  describe(undefined, { task: "text" }),
  describe(undefined, { task: "image" }),
  ...Object.values(samples),
  ofColumns(column("double", "a"), column("string", "b"), column("long", "c", { required: false })),
  ofColumns(column("double"), column("string")),
  ...scalars.flatMap((type) => [ofColumns(column(type, "a")), ofColumns(column(type))]),
  ...composites.flatMap((type) => [ofColumns(column(type, "a")), ofColumns(column(type), column(type))]),
  ...dtypes.flatMap((dtype) => [
    ofTensors(tensorSpec(dtype, [-1, 2])),
    ofTensors(tensorSpec(dtype, [-1], "a")),
  ]),
];

const { invocations, predict } = createCodecs();
await invocations.load("application/vnd.apache.parquet");
const contentTypes = [
  "application/json",
  "text/csv",
  "application/vnd.apache.parquet",
  "image/png",
  "application/octet-stream",
];

/** Decoding ends with a request or with a GatewayError that says little; anything else is a fault of ours. */
function faultsOf(body: Uint8Array, contentType: string): readonly unknown[] {
  const codecs = [invocations, predict];
  return models.flatMap((model) =>
    codecs.flatMap((codec) => faultOf(() => codec.decode({ contentType, body }, model))),
  );
}

function faultOf(decode: () => unknown): readonly unknown[] {
  try {
    decode();
    return [];
  } catch (error) {
    const refused = error instanceof GatewayError && error.code !== "internal" && error.message.length < 1000;
    return refused ? [] : [error];
  }
}

const { cell } = fc.letrec<{ cell: unknown; list: unknown; object: unknown }>((tie) => ({
  cell: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, 1, 1.5, -1, 2 ** 53, 1e300, "1", "x", "", "2020-01-01", "aGk="),
    tie("list"),
    tie("object"),
  ),
  list: fc.array(tie("cell"), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "text", "image", "__proto__", "constructor"), tie("cell"), {
    maxKeys: 3,
  }),
}));
const table = fc.record(
  {
    columns: fc.array(fc.constantFrom("a", "b", "text"), { maxLength: 3 }),
    data: fc.array(fc.array(cell, { maxLength: 3 })),
  },
  { requiredKeys: ["data"] },
);
const envelope = fc.oneof(
  fc.record({ inputs: cell }),
  fc.record({ instances: cell }),
  fc.record({ dataframe_records: fc.oneof(fc.array(cell, { maxLength: 3 }), cell) }),
  fc.record({ dataframe_split: fc.oneof(table, cell) }),
  cell,
);

test("any JSON is decoded or refused", () => {
  const numbers = fc.constantFrom(
    "1.5",
    "NaN",
    "-Infinity",
    "1e400",
    "1.0",
    "9223372036854775808",
    "1".repeat(400),
  );
  fc.assert(
    fc.property(envelope, numbers, (value, number) => {
      const text = JSON.stringify(value).replaceAll("1.5", number);
      expect(faultsOf(Buffer.from(text), "application/json")).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("any bytes are decoded or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(...contentTypes), (body, contentType) => {
      expect(faultsOf(body, contentType)).toEqual([]);
    }),
  );
});

test("any text is decoded or refused as CSV", () => {
  const field = fc.constantFrom("a", "b", "text", "1", "1.5", "x", "", "NA", "true", '"', '""');
  const line = fc.array(field, { maxLength: 4 }).map((cells) => cells.join(","));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      expect(faultsOf(Buffer.from(lines.join("\n")), "text/csv")).toEqual([]);
    }),
  );
});
