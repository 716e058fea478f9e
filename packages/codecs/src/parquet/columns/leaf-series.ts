import { isBytes } from "../encodings/stored-values.ts";
import type { ArrowHint } from "../format/arrow-schema.ts";
import type { LogicalType } from "../format/logical-type.ts";
import { parquetFault } from "../parquet-fault.ts";
import { decimalText } from "./decimal-text.ts";
import {
  booleans,
  floats,
  halves,
  longs,
  longsOf,
  nanoseconds,
  smallIntegers,
  valuesOf,
  type At,
} from "./numbers.ts";
import { series, type PythonObject, type PythonValue, type Series } from "./python-value.ts";
import type { LeafVector } from "./vector.ts";

const factors = { s: 1_000_000_000n, ms: 1_000_000n, us: 1000n, ns: 1n } as const;

/** The values of a leaf as pandas holds them in a column. */
export function leafSeries(vector: LeafVector, hint?: ArrowHint): Series {
  const { logical } = vector.node;
  if (hint?.duration !== undefined) return nanoseconds(vector, "timedelta64", factors[hint.duration]);
  switch (logical.kind) {
    case "null":
      return series(
        "object",
        valuesOf<PythonValue>(vector, () => null, null),
      );
    case "text":
      return series(hint?.dictionary === true ? "category" : "str", texts(vector));
    case "float16":
      return halves(vector, bytesAt(vector));
    case "integer":
      return logical.bits === 64
        ? longs(vector, logical.signed)
        : smallIntegers(vector, logical.bits, logical.signed);
    case "timestamp":
      return nanoseconds(vector, logical.zoned ? "datetimetz" : "datetime64", factors[logical.unit]);
    case "date":
    case "time":
    case "decimal":
      return objects(vector, pythonObject(vector, logical));
    case "unsupported":
      throw parquetFault(`column ${vector.node.name} has a type that is not supported`);
    case "list":
    case "map":
    case "none":
      return ofStorage(vector, hint);
  }
}

function ofStorage(vector: LeafVector, hint: ArrowHint | undefined): Series {
  const { type } = vector.storage;
  switch (type) {
    case "bool":
      return booleans(vector);
    case "int32":
      return smallIntegers(vector, 32, true);
    case "int64":
      return longs(vector, true);
    case "float32":
    case "float64":
      return floats(vector, type);
    case "int96":
      return series("datetime64", valuesOf<PythonValue>(vector, oldTime(bytesAt(vector)), null));
    case "fixed":
    case "bytes":
      return hint?.dictionary === true
        ? series("category", objects(vector, bytesAt(vector)).values)
        : objects(vector, bytesAt(vector));
  }
}

function objects(vector: LeafVector, at: At<PythonValue>): Series {
  return series("object", valuesOf<PythonValue>(vector, at, null));
}

function bytesAt({ values }: LeafVector): At<Uint8Array> {
  const stored = isBytes(values) ? values : [];
  return (rank) => stored[rank] ?? new Uint8Array(0);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function texts(vector: LeafVector): readonly (string | null)[] {
  const at = bytesAt(vector);
  const known = new Map<Uint8Array, string>();
  return valuesOf<string | null>(vector, (rank) => decoded(known, at(rank)), null);
}

/** Values of a dictionary are the same bytes again and again. */
function decoded(known: Map<Uint8Array, string>, bytes: Uint8Array): string {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const text = textOf(bytes);
  known.set(bytes, text);
  return text;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw parquetFault("a text is not UTF-8");
  }
}

const oldTimeBytes = 12;

/** Days since the Julian epoch after nanoseconds of the day. */
function oldTime(at: At<Uint8Array>): At<PythonValue> {
  return (rank) => {
    const bytes = at(rank);
    if (bytes.length !== oldTimeBytes) throw parquetFault("a time is not 12 bytes long");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const days = BigInt(view.getInt32(8, true)) - 2_440_588n;
    return BigInt.asIntN(64, days * 86_400_000_000_000n + view.getBigInt64(0, true));
  };
}

type ObjectType = Extract<LogicalType, { readonly kind: "date" | "time" | "decimal" }>;

function pythonObject(vector: LeafVector, logical: ObjectType | LogicalType): At<PythonObject> {
  const stored = longsOf(vector);
  if (logical.kind === "date")
    return (rank) => ({ python: "date", value: dateText(Number(stored[rank] ?? 0n)) });
  if (logical.kind === "time") {
    const factor = factors[logical.unit];
    return (rank) => ({ python: "time", value: timeText(((stored[rank] ?? 0n) * factor) / 1000n) });
  }
  const scale = logical.kind === "decimal" ? logical.scale : 0;
  const bytes = isBytes(vector.values) ? bytesAt(vector) : undefined;
  return (rank) => {
    const unscaled = bytes === undefined ? (stored[rank] ?? 0n) : bigEndian(bytes(rank));
    return { python: "Decimal", value: decimalText(unscaled, scale) };
  };
}

function bigEndian(bytes: Uint8Array): bigint {
  if (bytes.length === 0 || bytes.length > 32) throw parquetFault("a decimal has an impossible size");
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}

/** Python knows the years 1 to 9999. */
function dateText(days: number): string {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  if (year >= 1 && year <= 9999) return date.toISOString().slice(0, 10);
  throw parquetFault("a date lies outside the years 1 to 9999");
}

function timeText(microseconds: bigint): string {
  if (microseconds < 0n || microseconds >= 86_400_000_000n)
    throw parquetFault("a time lies outside of its day");
  const fraction = String(microseconds % 1_000_000n).padStart(6, "0");
  return `${new Date(Number(microseconds / 1000n)).toISOString().slice(11, 19)}.${fraction}`;
}
