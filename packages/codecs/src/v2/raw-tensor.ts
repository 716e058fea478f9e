import { dtypeOfDatatype, elementBytes, elementCount, type OpenTensor, type Tensor } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { tensorOfBytes } from "./tensor-of-bytes.ts";

/** The only input of a model from nothing but its bytes: its one free size follows from how many they are. */
export function rawTensor(
  bytes: Uint8Array,
  inputs: readonly OpenTensor[],
): readonly [name: string, tensor: Tensor] {
  const [only, ...others] = inputs;
  if (!only || others.length > 0)
    throw invalidRequest(
      `Inference-Header-Content-Length: 0 says that the body is one tensor; the model takes ${inputs.length}`,
    );
  const { name, datatype, shape } = only;
  const dtype = dtypeOfDatatype(datatype);
  if (dtype === undefined || dtype === "string")
    throw invalidRequest(`input '${name}': texts (BYTES) need a JSON header that says their shape`);
  if (shape.filter((size) => size === -1).length > 1)
    throw invalidRequest(
      `input '${name}': a body without a JSON header cannot say all of the shape [${shape.join(",")}]`,
    );
  const known = elementCount(shape.filter((size) => size !== -1)) * elementBytes[dtype];
  const free = Math.floor(bytes.length / Math.max(known, 1));
  const sizes = shape.map((size) => (size === -1 ? free : size));
  return [name, tensorOfBytes({ name, dtype, shape: sizes }, bytes)];
}
