import { dataTypes, type DataType } from "../tensor.ts";

/** An element type by its name in the Open Inference Protocol. */
export type Datatype = "BOOL" | `${"INT" | "UINT"}${8 | 16 | 32 | 64}` | "FP16" | "FP32" | "FP64" | "BYTES";

const names: Readonly<Record<DataType, Datatype>> = {
  float16: "FP16",
  float32: "FP32",
  float64: "FP64",
  int8: "INT8",
  int16: "INT16",
  int32: "INT32",
  int64: "INT64",
  uint8: "UINT8",
  uint16: "UINT16",
  uint32: "UINT32",
  uint64: "UINT64",
  bool: "BOOL",
  string: "BYTES",
};

/** The protocol's name of an element type; texts and Python objects are `BYTES`. */
export function datatypeOf(dtype: DataType | "object"): Datatype {
  return dtype === "object" ? "BYTES" : names[dtype];
}

/** The element type that the protocol calls so; undefined for a name that it does not know. */
export function dtypeOfDatatype(datatype: string): DataType | undefined {
  return dataTypes.find((each) => names[each] === datatype);
}

/** All names, for messages. */
export const datatypes: readonly Datatype[] = Object.values(names);
