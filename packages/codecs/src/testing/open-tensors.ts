import { bytesOf, datatypeOf, tensorsContentType, type EncodedBody, type Tensor } from "@switchyard/core";
import { textBytes } from "../v2/text-bytes.ts";

/** A tensor under a name, and whether it is sent as bytes. */
export interface Sent {
  readonly name: string;
  readonly tensor: Tensor;
  readonly binary: boolean;
}

/** A request of these tensors as a client of the Open Inference Protocol would write it. */
export function openRequest(
  sent: readonly Sent[],
  more: Readonly<Record<string, unknown>> = {},
): EncodedBody {
  const behind: Uint8Array[] = [];
  const inputs = sent.map(({ name, tensor, binary }) => {
    const told = { name, datatype: datatypeOf(tensor.dtype), shape: tensor.shape };
    if (!binary) return { ...told, data: jsonElements(tensor) };
    const bytes = tensor.dtype === "string" ? textBytes(tensor.data) : bytesOf(tensor);
    behind.push(bytes);
    return { ...told, parameters: { binary_data_size: bytes.length } };
  });
  return binaryRequest({ inputs, ...more }, ...behind);
}

/** A header of JSON and the bytes behind it; a body of JSON alone where there are none. */
export function binaryRequest(header: unknown, ...behind: readonly Uint8Array[]): EncodedBody {
  const json = Buffer.from(JSON.stringify(header));
  if (behind.length === 0) return { contentType: "application/json", body: json };
  return { contentType: tensorsContentType(json.length), body: Buffer.concat([json, ...behind]) };
}

/** Elements as JSON holds them; 64-bit integers as their digits, NaN as `null`. */
function jsonElements({ dtype, data }: Tensor): unknown {
  if (dtype === "bool") return Array.from(data, Boolean);
  if (dtype === "int64" || dtype === "uint64")
    return Array.from(data, (value) => JSON.rawJSON(String(value)));
  return Array.from<unknown>(data);
}
