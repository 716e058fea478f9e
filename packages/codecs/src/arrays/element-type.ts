import type { ColumnType, DataType, NdArray, ScalarColumnType } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import type { JsonValue } from "../json/json-value.ts";

/** The element types of NumPy that a request can be cast to; `bytes` end as objects. */
export type ElementType = DataType | "object" | "datetime64" | "bytes";

/** Says where an element lies, for messages. */
export type Locate = (index: number) => string;

/** What a scalar column type is in NumPy. */
export const elementTypeOf: Readonly<Record<ScalarColumnType, ElementType>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "string",
  binary: "bytes",
  datetime: "datetime64",
};

/** The fault of an element that cannot be cast. */
export function elementFault(place: string, type: ElementType, value: JsonValue | undefined): Error {
  return invalidRequest(`Invalid input. ${place}: expected ${expectations[type]}, found ${found(value)}`);
}

const expectations: Readonly<Record<ElementType, string>> = {
  float16: "a number (float16)",
  float32: "a number (float)",
  float64: "a number (double)",
  int8: "an integer (int8)",
  int16: "an integer (int16)",
  int32: "an integer (int32)",
  int64: "an integer (long)",
  uint8: "an integer (uint8)",
  uint16: "an integer (uint16)",
  uint32: "an integer (uint32)",
  uint64: "an integer (uint64)",
  bool: "true or false",
  string: "a text",
  object: "a value",
  datetime64: "a date and time (ISO 8601)",
  bytes: "bytes as base64 text",
};

/** NumPy's name of an element type, as MLflow's messages have it. */
export function numpyName(dtype: ElementType): string {
  if (dtype === "string") return "str";
  if (dtype === "bytes") return "bytes";
  return dtype === "datetime64" ? "datetime64[ns]" : dtype;
}

/** An array of Python objects; one of texts alone is a string tensor. */
export function objectArray(data: readonly unknown[], shape: readonly number[]): NdArray {
  const texts = data.filter((value) => typeof value === "string");
  if (texts.length === data.length && data.length > 0) return { dtype: "string", shape, data: texts };
  return { dtype: "object", shape, data };
}

/** The scalar type of a column, if it has one. */
export function scalarTypeOf(type: ColumnType): ScalarColumnType | undefined {
  return type.kind === "scalar" ? type.type : undefined;
}
