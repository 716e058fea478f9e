import type { ThriftStruct } from "./thrift.ts";

export type TimeUnit = "ms" | "us" | "ns";

/** What the values of a column mean; `none` where they are just what they are stored as. */
export type LogicalType =
  | { readonly kind: "none" | "text" | "list" | "map" | "date" | "null" | "float16" | "unsupported" }
  | { readonly kind: "decimal"; readonly scale: number }
  | { readonly kind: "time"; readonly unit: TimeUnit }
  | { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly zoned: boolean }
  | { readonly kind: "integer"; readonly bits: number; readonly signed: boolean };

/** Reads the annotation of a schema element; the older, shorter form only where the newer one is missing. */
export function logicalTypeOf(element: ThriftStruct): LogicalType {
  const union = element.struct(10);
  return (union && ofUnion(union)) ?? ofConverted(element);
}

const simple = [
  [1, "text"],
  [2, "map"],
  [3, "list"],
  [6, "date"],
  [11, "null"],
  [12, "text"],
  [15, "float16"],
] as const;

function ofUnion(union: ThriftStruct): LogicalType | undefined {
  const plain = simple.find(([id]) => union.has(id));
  if (plain !== undefined) return { kind: plain[1] };
  const [decimal, time, timestamp, integer] = [5, 7, 8, 10].map((id) => union.struct(id));
  if (decimal) return { kind: "decimal", scale: decimal.integer(1) ?? 0 };
  if (time) return { kind: "time", unit: unitOf(time.struct(2)) };
  if (timestamp)
    return { kind: "timestamp", unit: unitOf(timestamp.struct(2)), zoned: timestamp.flag(1) ?? false };
  if (integer) return { kind: "integer", bits: integer.integer(1) ?? 64, signed: integer.flag(2) ?? true };
  return undefined;
}

function unitOf(unit: ThriftStruct | undefined): TimeUnit {
  if (unit?.has(1) === true) return "ms";
  return unit?.has(3) === true ? "ns" : "us";
}

const converted: Readonly<Record<number, LogicalType>> = {
  0: { kind: "text" },
  1: { kind: "map" },
  2: { kind: "map" },
  3: { kind: "list" },
  6: { kind: "date" },
  7: { kind: "time", unit: "ms" },
  8: { kind: "time", unit: "us" },
  9: { kind: "timestamp", unit: "ms", zoned: false },
  10: { kind: "timestamp", unit: "us", zoned: false },
  11: { kind: "integer", bits: 8, signed: false },
  12: { kind: "integer", bits: 16, signed: false },
  13: { kind: "integer", bits: 32, signed: false },
  14: { kind: "integer", bits: 64, signed: false },
  15: { kind: "integer", bits: 8, signed: true },
  16: { kind: "integer", bits: 16, signed: true },
  17: { kind: "integer", bits: 32, signed: true },
  18: { kind: "integer", bits: 64, signed: true },
  19: { kind: "text" },
  21: { kind: "unsupported" },
};

function ofConverted(element: ThriftStruct): LogicalType {
  const code = element.integer(6);
  if (code === 5) return { kind: "decimal", scale: element.integer(7) ?? 0 };
  return (code === undefined ? undefined : converted[code]) ?? { kind: "none" };
}
