import {
  bytesOf,
  datatypeOf,
  GatewayError,
  openOutputs,
  ownOf,
  tensorsContentType,
  type AskedTensors,
  type EncodedBody,
  type ModelAnswer,
  type ModelDescription,
  type OpenOutput,
  type ServedName,
  type Tensor,
} from "@switchyard/core";
import { elementWriter, type JsonDialect } from "../mlflow-json/encode-tensor.ts";
import { textBytes } from "./text-bytes.ts";

export interface EncodeInferOptions {
  readonly model: ModelDescription;
  /** What the answer calls the model. */
  readonly served: ServedName | undefined;
  readonly dialect: JsonDialect;
}

/** The tensors that were asked for, in JSON or as bytes behind it. */
export function encodeInfer(
  answer: ModelAnswer,
  asked: AskedTensors,
  { model, served, dialect }: EncodeInferOptions,
): EncodedBody {
  const outputs = openOutputs(model);
  const behind: Uint8Array[] = [];
  const texts = asked.outputs.map(({ name, binary }) => {
    const tensor = tensorCalled(name, answer, outputs);
    const head = `{"name":${JSON.stringify(name)},"datatype":"${datatypeOf(tensor.dtype)}","shape":[${tensor.shape.join(",")}]`;
    if (!binary) return `${head},"data":${flatJson(tensor, dialect)}}`;
    const bytes = tensor.dtype === "string" ? textBytes(tensor.data) : bytesOf(tensor);
    behind.push(bytes);
    return `${head},"parameters":{"binary_data_size":${bytes.length}}}`;
  });
  const json = Buffer.from(`{${namesJson(served, asked)}"outputs":[${texts.join(",")}]}`);
  if (behind.length === 0) return { contentType: "application/json", body: json };
  return { contentType: tensorsContentType(json.length), body: Buffer.concat([json, ...behind]) };
}

function namesJson(served: ServedName | undefined, { id }: AskedTensors): string {
  const model = served
    ? `"model_name":${JSON.stringify(served.name)},"model_version":${JSON.stringify(served.version)},`
    : "";
  return id === undefined ? model : `${model}"id":${JSON.stringify(id)},`;
}

function tensorCalled(
  name: string,
  { prediction, outputs }: ModelAnswer,
  told: readonly OpenOutput[],
): Tensor {
  const { source = name } = told.find((each) => each.name === name) ?? {};
  // What `predict()` gives is told as the model's loader would tell it, under whatever name.
  const tensor =
    prediction.form === "array" && told[0]?.name === name ? prediction.array : ownOf(outputs, source);
  if (tensor) return tensor;
  throw new GatewayError("model_error", `the model gave no output ${name}`);
}

function flatJson(tensor: Tensor, dialect: JsonDialect): string {
  const write = elementWriter(tensor, dialect);
  let text = "[";
  for (let index = 0; index < tensor.data.length; index += 1)
    text += index > 0 ? `,${write(index)}` : write(index);
  return `${text}]`;
}
