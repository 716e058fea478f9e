import type { DataType } from "@switchyard/core";
import { field, message, number, text } from "./messages.ts";

/** ONNX's numbers for the element types. */
const elementTypes: Record<DataType, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
};

export interface OnnxFileOptions {
  readonly dtype: DataType;
  /** -1 stands for any size. */
  readonly shape: readonly number[];
  /** Gives `y = x + w` instead of `y = x`; the two floats of `w` lie in this file beside the model. */
  readonly externalData?: string;
  /** What the output is called instead of `y`. */
  readonly output?: string;
}

/** The bytes of a model with one input `x` and one output `y` of the same type and shape. */
export function onnxFile({ dtype, shape, externalData, output = "y" }: OnnxFileOptions): Uint8Array {
  const add = externalData !== undefined;
  const names = add ? ["x", "w"] : ["x"];
  const node = message(
    ...names.map((name) => text(1, name)),
    text(2, output),
    text(4, add ? "Add" : "Identity"),
  );
  const weights = add ? [field(5, externalWeights(externalData))] : [];
  const values = [field(11, valueInfo("x", dtype, shape)), field(12, valueInfo(output, dtype, shape))];
  const graph = message(field(1, node), text(2, "graph"), ...weights, ...values);
  return message(number(1, 8), field(7, graph), field(8, message(text(1, ""), number(2, 17))));
}

/** What ONNX calls an input or output. */
export function valueInfo(name: string, dtype: DataType, shape: readonly number[]): Buffer {
  const dimensions = shape.map((size, index) =>
    field(1, size === -1 ? text(2, `n${index}`) : number(1, size)),
  );
  const tensor = message(number(1, elementTypes[dtype]), field(2, message(...dimensions)));
  return message(text(1, name), field(2, message(field(1, tensor))));
}

/** Two floats `w` that lie in a file beside the model. */
export function externalWeights(file: string): Buffer {
  const location = field(13, message(text(1, "location"), text(2, file)));
  return message(number(1, 2), number(2, elementTypes.float32), text(8, "w"), location, number(14, 1));
}
