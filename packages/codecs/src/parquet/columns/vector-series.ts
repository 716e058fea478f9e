import type { ArrowHint } from "../format/arrow-schema.ts";
import { parquetFault } from "../parquet-fault.ts";
import { leafSeries } from "./leaf-series.ts";
import { series, type PythonPair, type PythonValue, type Series } from "./python-value.ts";
import type { ListVector, MapVector, StructVector, Vector } from "./vector.ts";

/** The values of a column as pandas holds them: lists as arrays, maps as lists of pairs, parts by their names. */
export function vectorSeries(vector: Vector, hint?: ArrowHint): Series {
  if (vector.kind === "leaf") return leafSeries(vector, hint);
  if (hint?.fixedList === true && vector.valid !== undefined)
    throw parquetFault("a list of a fixed length is missing, which Arrow cannot read");
  return cellSeries(vector, arraySeries);
}

/** What becomes of the items of lists. */
type ItemsOf = (vector: Vector) => Series;

function cellSeries(vector: Vector, itemsOf: ItemsOf): Series {
  switch (vector.kind) {
    case "leaf":
      return leafSeries(vector);
    case "list":
      return objects(vector, listAt(vector, itemsOf));
    case "map":
      return objects(vector, pairsAt(vector));
    case "struct":
      return objects(vector, dictAt(vector));
  }
}

function objects({ length, valid }: Vector, at: (index: number) => PythonValue): Series {
  const values: PythonValue[] = [];
  for (let index = 0; index < length; index += 1)
    values.push(valid !== undefined && valid[index] === 0 ? null : at(index));
  return series("object", values);
}

function listAt({ offsets, items }: ListVector, itemsOf: ItemsOf): (index: number) => Series {
  const all = itemsOf(items);
  const { dtype } = all;
  return (index) => series(dtype, sliced(all.values, offsets[index] ?? 0, offsets[index + 1] ?? 0));
}

/** Inside of cells NumPy holds what pandas' own types would hold in a column. */
function arraySeries(vector: Vector): Series {
  const whole = cellSeries(vector, arraySeries);
  if (whole.dtype === "str") return series("object", whole.values);
  return whole.dtype === "datetimetz" ? series("datetime64", whole.values) : whole;
}

/** Inside of objects and maps times are Python's, which know microseconds only: those of nanoseconds stay. */
function objectSeries(vector: Vector): Series {
  const whole = cellSeries(vector, objectSeries);
  const isTime = whole.dtype === "datetime64" || whole.dtype === "datetimetz";
  if (isTime && countsNanoseconds(vector)) return series("datetime64", whole.values);
  const { dtype } = whole;
  if (isTime)
    return series(
      "object",
      Array.from(whole.values, (value) => elementOf(dtype, value)),
    );
  return dtype === "str" ? series("object", whole.values) : whole;
}

function sliced(values: ArrayLike<PythonValue>, start: number, end: number): ArrayLike<PythonValue> {
  return Array.from({ length: Math.max(end - start, 0) }, (_, index) => values[start + index] ?? null);
}

function pairsAt({ offsets, keys, values }: MapVector): (index: number) => readonly PythonPair[] {
  const [allKeys, allValues] = [elementsOf(keys), elementsOf(values)];
  return (index) => {
    const pairs: PythonPair[] = [];
    for (let at = offsets[index] ?? 0; at < (offsets[index + 1] ?? 0); at += 1)
      pairs.push({ pair: [allKeys(at), allValues(at)] });
    return pairs;
  };
}

function dictAt({ fields }: StructVector): (index: number) => PythonValue {
  const readers = fields.map(([name, field]) => [name, elementsOf(field)] as const);
  return (index) => ({ dict: readers.map(([name, at]) => [name, at(index)] as const) });
}

/** One element of an array as the Python object that it becomes outside of it; a gap becomes None. */
function elementsOf(vector: Vector): (index: number) => PythonValue {
  const { dtype, values } = objectSeries(vector);
  const { valid } = vector;
  const outer = countsNanoseconds(vector) ? "int64" : dtype;
  return (index) => (valid?.[index] === 0 ? null : elementOf(outer, values[index] ?? null));
}

/** Python's times know microseconds only, so that NumPy gives times of nanoseconds as integers. */
function countsNanoseconds(vector: Vector): boolean {
  if (vector.kind !== "leaf") return false;
  const { logical } = vector.node;
  return logical.kind === "timestamp" ? logical.unit === "ns" : vector.storage.type === "int96";
}

/** Integers are bigint, dates and durations objects. */
export function elementOf(dtype: Series["dtype"], value: PythonValue): PythonValue {
  if (dtype.includes("int") && typeof value === "number") return BigInt(value);
  if (typeof value !== "bigint") return value;
  if (dtype === "datetime64" || dtype === "datetimetz") return { python: "Timestamp", value: String(value) };
  if (dtype === "timedelta64") return { python: "Timedelta", value: String(value) };
  return dtype === "period" ? { python: "Period", value: String(value) } : value;
}
