import type { TestGateway } from "./test-gateway.ts";

/** A tensor of an answer; its bytes where it came as such. */
export interface AnsweredTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data?: readonly unknown[];
  readonly bytes?: Buffer;
}

/** An answer of the Open Inference Protocol. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly model_name?: string;
  readonly model_version?: string;
  readonly id?: string;
  readonly outputs: readonly AnsweredTensor[];
  readonly error?: string;
}

const lengthHeader = "inference-header-content-length";

/** Asks a model for tensors; those in `behind` stand as bytes behind the JSON. */
export async function infer(
  gateway: TestGateway,
  path: string,
  { json, behind = [] }: { readonly json: unknown; readonly behind?: readonly Uint8Array[] },
): Promise<OpenAnswer> {
  const header = Buffer.from(JSON.stringify(json));
  const body = Uint8Array.from(Buffer.concat([header, ...behind]));
  const headers = behind.length === 0 ? {} : { [lengthHeader]: String(header.length) };
  return await answerOf(await gateway.post(`/v2/models/${path}/infer`, body, headers));
}

/** An answer whose tensors have their bytes. */
async function answerOf(response: Response): Promise<OpenAnswer> {
  const { status, headers } = response;
  const body = Buffer.from(await response.arrayBuffer());
  const length = headers.get(lengthHeader);
  const headerBytes = length === null ? body.length : Number(length);
  const { outputs = [], ...told } = JSON.parse(body.subarray(0, headerBytes).toString());
  let at = headerBytes;
  const withBytes = outputs.map((output: Answered): AnsweredTensor => {
    const { name, datatype, shape, parameters } = output;
    const size = parameters?.binary_data_size;
    if (size === undefined) return output;
    at += size;
    return { name, datatype, shape, bytes: body.subarray(at - size, at) };
  });
  return { status, headers, ...told, outputs: withBytes };
}

interface Answered extends AnsweredTensor {
  readonly parameters?: { readonly binary_data_size?: number };
}
