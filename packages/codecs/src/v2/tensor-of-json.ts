import { datatypeOf, elementCount, zeros, type Tensor } from "@switchyard/core";
import { flatten } from "../arrays/flatten.ts";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonList, PythonFloat, type JsonValue } from "../json/json-value.ts";
import type { TensorShape } from "./tensor-of-bytes.ts";

/** The tensor that lists in JSON hold, flat or nested; each element must be one of its type, and nothing is cut off. */
export function tensorOfJson(wanted: TensorShape, data: JsonValue | Float64Array): Tensor {
  const { name, dtype, shape } = wanted;
  const elements = elementsOf(data, name);
  const expected = elementCount(shape);
  if (elements.length !== expected)
    throw invalidRequest(
      `unexpected number of elements ${elements.length} for input '${name}', expecting ${expected} for the shape [${shape.join(",")}]`,
    );
  if (dtype === "string")
    return { dtype, shape, data: Array.from(elements, (each, at) => textOf(each, at, wanted)) };
  const tensor = zeros(dtype, shape);
  fill(tensor, elements, wanted);
  return tensor;
}

/** Elements as they were sent. */
type Elements = readonly JsonValue[] | Float64Array;

function elementsOf(data: JsonValue | Float64Array, name: string): Elements {
  if (data instanceof Float64Array) return data;
  if (!isJsonList(data)) throw invalidRequest(`input '${name}': data: expected a list, found ${found(data)}`);
  if (!isJsonList(data[0])) return data;
  const flattened = flatten(data);
  if (flattened) return flattened.leaves;
  throw invalidRequest(`input '${name}': data: lists of one level differ in length`);
}

function fill(tensor: Tensor, elements: Elements, wanted: TensorShape): void {
  switch (tensor.dtype) {
    case "string":
      return;
    case "float16":
    case "float32":
    case "float64":
      return fillFloats(tensor.data, elements, wanted);
    case "int64":
    case "uint64":
      return fillLongs(tensor.data, elements, wanted);
    case "bool":
      return fillTruth(tensor.data, elements, wanted);
    case "int8":
    case "int16":
    case "int32":
    case "uint8":
    case "uint16":
    case "uint32":
      return fillIntegers(tensor.data, elements, wanted);
  }
}

interface Numbers {
  [index: number]: number;
}

interface Longs {
  [index: number]: bigint;
}

/** `null` stands for NaN, which JSON has no word for. */
function fillFloats(data: Numbers, elements: Elements, wanted: TensorShape): void {
  for (let at = 0; at < elements.length; at += 1) {
    const value = elements[at];
    if (typeof value === "number") data[at] = value;
    else if (value === null) data[at] = Number.NaN;
    else if (value instanceof PythonFloat) data[at] = value.value;
    else if (typeof value === "bigint") data[at] = Number(value);
    else throw fault(wanted, at, ["a number", value]);
  }
}

function fillIntegers(data: Numbers, elements: Elements, wanted: TensorShape): void {
  for (let at = 0; at < elements.length; at += 1) {
    const value = elements[at];
    const integer = value instanceof PythonFloat ? value.value : value;
    if (typeof integer === "number") data[at] = integer;
    if (data[at] !== integer) throw fault(wanted, at, ["an integer", value]);
  }
}

function fillLongs(data: Longs, elements: Elements, wanted: TensorShape): void {
  for (let at = 0; at < elements.length; at += 1) {
    const value = elements[at];
    const number = value instanceof PythonFloat ? value.value : value;
    const integer = typeof number === "number" && Number.isInteger(number) ? BigInt(number) : number;
    if (typeof integer === "bigint") data[at] = integer;
    if (data[at] !== integer) throw fault(wanted, at, ["an integer", value]);
  }
}

function fillTruth(data: Numbers, elements: Elements, wanted: TensorShape): void {
  for (let at = 0; at < elements.length; at += 1) {
    const value = elements[at];
    if (typeof value !== "boolean" && value !== 0 && value !== 1)
      throw fault(wanted, at, ["true or false", value]);
    data[at] = Number(value);
  }
}

function textOf(value: JsonValue, at: number, wanted: TensorShape): string {
  if (typeof value === "string") return value;
  throw fault(wanted, at, ["a text", value]);
}

type Mismatch = readonly [expected: string, value: JsonValue | undefined];

function fault({ name, dtype }: TensorShape, at: number, [expected, value]: Mismatch): Error {
  return invalidRequest(
    `input '${name}': element ${at}: expected ${expected} (${datatypeOf(dtype)}), found ${found(value)}`,
  );
}
