import type { LeafVector } from "./vector.ts";
import { series, type PythonValue, type Series, type SeriesType } from "./python-value.ts";

/** Reads the value that is stored at a rank. */
export type At<Value> = (rank: number) => Value;

/** All values, with this one in the gaps. */
export function valuesOf<Value>(vector: LeafVector, at: At<Value>, gap: Value): readonly Value[] {
  const { length, valid, ranks } = vector;
  const values: Value[] = [];
  for (let index = 0; index < length; index += 1) {
    if (valid !== undefined && valid[index] === 0) values.push(gap);
    else values.push(at(ranks?.[index] ?? index));
  }
  return values;
}

/** Integers of 8 to 32 bits; with a gap among them pandas holds floats. */
export function smallIntegers(vector: LeafVector, bits: number, signed: boolean): Series {
  const { values } = vector;
  const stored = values instanceof Int32Array ? values : new Int32Array(0);
  const numbers = valuesOf(vector, (rank) => narrowed(stored[rank] ?? 0, bits, signed), Number.NaN);
  if (vector.valid !== undefined) return series("float64", Float64Array.from(numbers));
  const build = builders[`${signed ? "int" : "uint"}${bits}`] ?? builders["int32"];
  return build === undefined ? series("float64", numbers) : build(numbers);
}

function narrowed(value: number, bits: number, signed: boolean): number {
  const shift = 32 - bits;
  return signed ? (value << shift) >> shift : (value << shift) >>> shift;
}

const builders: Readonly<Record<string, (numbers: readonly number[]) => Series>> = {
  int8: (numbers) => series("int8", Int8Array.from(numbers)),
  int16: (numbers) => series("int16", Int16Array.from(numbers)),
  int32: (numbers) => series("int32", Int32Array.from(numbers)),
  uint8: (numbers) => series("uint8", Uint8Array.from(numbers)),
  uint16: (numbers) => series("uint16", Uint16Array.from(numbers)),
  uint32: (numbers) => series("uint32", Uint32Array.from(numbers)),
};

export function longs(vector: LeafVector, signed: boolean): Series {
  const stored = longsOf(vector);
  const { valid } = vector;
  if (valid !== undefined) {
    const at = (rank: number): number =>
      Number(signed ? (stored[rank] ?? 0n) : BigInt.asUintN(64, stored[rank] ?? 0n));
    return series("float64", Float64Array.from(valuesOf(vector, at, Number.NaN)));
  }
  const asStored = vector.ranks === undefined;
  if (signed && asStored) return series("int64", stored);
  const values = valuesOf(vector, (rank) => stored[rank] ?? 0n, 0n);
  return signed ? series("int64", BigInt64Array.from(values)) : series("uint64", BigUint64Array.from(values));
}

export function floats(vector: LeafVector, dtype: "float32" | "float64"): Series {
  const { values: stored } = vector;
  const known =
    stored instanceof Float32Array || stored instanceof Float64Array ? stored : new Float64Array(0);
  if (vector.ranks === undefined) return series(dtype, known);
  const values = valuesOf(vector, (rank) => known[rank] ?? Number.NaN, Number.NaN);
  return series(dtype, dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values));
}

export function halves(vector: LeafVector, bytesAt: At<Uint8Array>): Series {
  const at = (rank: number): number => {
    const bytes = bytesAt(rank);
    return bytes.length === 2 ? new DataView(bytes.buffer, bytes.byteOffset).getFloat16(0, true) : Number.NaN;
  };
  return series("float16", Float16Array.from(valuesOf(vector, at, Number.NaN)));
}

export function booleans(vector: LeafVector): Series {
  const { values: stored } = vector;
  const known = stored instanceof Uint8Array ? stored : new Uint8Array(0);
  const values = valuesOf<PythonValue>(vector, (rank) => known[rank] === 1, null);
  return series(vector.valid === undefined ? "bool" : "object", values);
}

/** Counts of some unit, in nanoseconds. */
export function nanoseconds(vector: LeafVector, dtype: SeriesType, factor: bigint): Series {
  const stored = longsOf(vector);
  return series(
    dtype,
    valuesOf<PythonValue>(vector, (rank) => (stored[rank] ?? 0n) * factor, null),
  );
}

/** The stored integers, whichever their width. */
export function longsOf({ values }: LeafVector): BigInt64Array {
  if (values instanceof BigInt64Array) return values;
  return values instanceof Int32Array ? BigInt64Array.from(values, BigInt) : new BigInt64Array(0);
}
