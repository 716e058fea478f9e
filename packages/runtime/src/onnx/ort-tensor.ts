import { dataTypes, tensorOver, type DataType, type Tensor } from "@switchyard/core";
import { Tensor as OrtTensor, type OnnxValue } from "../native/onnxruntime.ts";

/** Our tensor as ONNX Runtime's; shares its memory. */
export function toOrt(tensor: Tensor): OrtTensor {
  const { dtype, shape, data } = tensor;
  if (dtype === "string") return new OrtTensor("string", data, shape);
  if (dtype === "float16") return halfFloats(data, shape);
  return new OrtTensor(dtype, data, shape);
}

/** The binding of 1.30 reads half floats from their bits only, which its own constructor would make a Float16Array. */
function halfFloats({ buffer, byteOffset, length }: Float16Array, shape: readonly number[]): OrtTensor {
  const bits = new OrtTensor("uint16", new Uint16Array(buffer, byteOffset, length), shape);
  return Object.assign(bits, { type: "float16" });
}

/** ONNX Runtime's tensor as ours; shares its memory. */
export function fromOrt(value: OnnxValue): Tensor {
  if (!(value instanceof OrtTensor)) throw new Error("the output is no dense tensor");
  const { data, dims, type } = value;
  if (Array.isArray(data)) return { dtype: "string", shape: dims, data: data.map(String) };
  // The usual ones, without a second view of their memory.
  if (type === "float32" && data instanceof Float32Array) return { dtype: type, shape: dims, data };
  if (type === "int64" && data instanceof BigInt64Array) return { dtype: type, shape: dims, data };
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
