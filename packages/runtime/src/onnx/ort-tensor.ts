import { dataTypes, tensorOver, type DataType, type Tensor } from "@switchyard/core";
import { Tensor as OrtTensor, type OnnxValue } from "onnxruntime-node";

/** Our tensor as ONNX Runtime's; shares its memory. */
export function toOrt(tensor: Tensor): OrtTensor {
  const { dtype, shape, data } = tensor;
  if (dtype === "string") return new OrtTensor("string", data, shape);
  // Its typings know half floats as their bits only.
  if (dtype === "float16")
    return new OrtTensor(dtype, new Uint16Array(data.buffer, data.byteOffset, data.length), shape);
  return new OrtTensor(dtype, data, shape);
}

/** ONNX Runtime's tensor as ours; shares its memory. */
export function fromOrt(value: OnnxValue): Tensor {
  if (!(value instanceof OrtTensor)) throw new Error("the output is no dense tensor");
  const { data, dims, type } = value;
  if (Array.isArray(data)) return { dtype: "string", shape: dims, data: data.map(String) };
  const dtype = dataTypeOf(type);
  if (dtype === "string") throw new Error("strings come as a list");
  return tensorOver(dtype, dims, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** The element type by its ONNX Runtime name; throws for those that NumPy has not (bfloat16, int4, complex). */
export function dataTypeOf(type: string): DataType {
  const dtype = dataTypes.find((each) => each === type);
  if (dtype) return dtype;
  throw new Error(`elements of type ${type} are not supported`);
}
