import type { DataType, Tensor } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import type { JsonValue } from "../json/json-value.ts";
import { elementFault, type Locate } from "./element-type.ts";
import type { Flattened } from "./flatten.ts";
import { floatOf, integerOf, truthOf } from "./python-number.ts";

/** The element types that are numbers, or stored as such. */
export type NumericType = Exclude<DataType, "string">;

/** What `numpy.array(value, dtype)` makes of elements that must be numbers. */
export function castNumbers({ shape, leaves }: Flattened, type: NumericType, locate: Locate): Tensor {
  const size = leaves.length;
  const source = { leaves, type, locate };
  switch (type) {
    case "float16":
      return { dtype: type, shape, data: withFloats(new Float16Array(size), source) };
    case "float32":
      return { dtype: type, shape, data: withFloats(new Float32Array(size), source) };
    case "float64":
      return { dtype: type, shape, data: withFloats(new Float64Array(size), source) };
    case "int8":
      return { dtype: type, shape, data: withIntegers(new Int8Array(size), source) };
    case "int16":
      return { dtype: type, shape, data: withIntegers(new Int16Array(size), source) };
    case "int32":
      return { dtype: type, shape, data: withIntegers(new Int32Array(size), source) };
    case "uint8":
      return { dtype: type, shape, data: withIntegers(new Uint8Array(size), source) };
    case "uint16":
      return { dtype: type, shape, data: withIntegers(new Uint16Array(size), source) };
    case "uint32":
      return { dtype: type, shape, data: withIntegers(new Uint32Array(size), source) };
    case "int64":
      return { dtype: type, shape, data: withLongs(new BigInt64Array(size), source) };
    case "uint64":
      return { dtype: type, shape, data: withLongs(new BigUint64Array(size), source) };
    case "bool":
      return { dtype: type, shape, data: Uint8Array.from(leaves, (value) => Number(truthOf(value))) };
  }
}

interface Source {
  readonly leaves: readonly JsonValue[];
  readonly type: NumericType;
  readonly locate: Locate;
}

interface Numbers {
  [index: number]: number;
}

interface Longs {
  [index: number]: bigint;
}

function withFloats<Data extends Numbers>(data: Data, source: Source): Data {
  fillFloats(data, source);
  return data;
}

function fillFloats(data: Numbers, { leaves, type, locate }: Source): void {
  for (let index = 0; index < leaves.length; index += 1) {
    const value = leaves[index] ?? null;
    const float = typeof value === "number" ? value : floatOf(value);
    if (float === undefined) throw elementFault(locate(index), type, value);
    data[index] = float;
  }
}

function withIntegers<Data extends Numbers>(data: Data, source: Source): Data {
  fillIntegers(data, source);
  return data;
}

function fillIntegers(data: Numbers, { leaves, type, locate }: Source): void {
  for (let index = 0; index < leaves.length; index += 1) {
    const value = leaves[index] ?? null;
    const integer = typeof value === "number" ? Math.trunc(value) : Number(integerOf(value));
    data[index] = integer;
    if (data[index] === integer) continue;
    if (integerOf(value) === undefined) throw elementFault(locate(index), type, value);
    throw outOfBounds(locate(index), type, integer);
  }
}

function withLongs<Data extends Longs>(data: Data, source: Source): Data {
  fillLongs(data, source);
  return data;
}

function fillLongs(data: Longs, { leaves, type, locate }: Source): void {
  for (let index = 0; index < leaves.length; index += 1) {
    const value = leaves[index] ?? null;
    const integer = integerOf(value);
    if (integer === undefined) throw elementFault(locate(index), type, value);
    data[index] = integer;
    if (data[index] !== integer) throw outOfBounds(locate(index), type, integer);
  }
}

function outOfBounds(place: string, type: NumericType, value: number | bigint): Error {
  return invalidRequest(
    `Invalid input. ${place}: ${String(value).slice(0, 40)} is out of bounds for ${type}`,
  );
}
