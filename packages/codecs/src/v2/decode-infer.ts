import {
  openInputs,
  openOutputs,
  takesGraphInputs,
  takesTokens,
  type DecodedRequest,
  type EncodedBody,
  type ModelDescription,
  type ModelInput,
  type Tensor,
} from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { enforceParams } from "../schema/enforce-params.ts";
import { askedTensors } from "./asked-tensors.ts";
import { columnsInput, type NamedTensors } from "./columns-input.ts";
import { rawTensor } from "./raw-tensor.ts";
import { parametersOf, readRequest, splitBody } from "./sent-request.ts";
import { tensorOfBytes } from "./tensor-of-bytes.ts";
import { tensorOfJson } from "./tensor-of-json.ts";
import { graphInput, signatureInput } from "./tensors-input.ts";

/** Reads a request of the Open Inference Protocol, its tensors in JSON, in bytes behind it, or as bytes alone. */
export function decodeInfer({ contentType, body }: EncodedBody, model: ModelDescription): DecodedRequest {
  const outputs = openOutputs(model);
  const split = splitBody(contentType, body);
  if (split.json.length === 0 && split.bytes.length > 0) return decodeRaw(split.bytes, model);
  const { json, inputs } = readRequest(split, { exact: (model.signature?.params?.length ?? 0) > 0 });
  const tensors = new Map<string, Tensor>();
  for (const input of inputs) {
    const { elements } = input;
    tensors.set(
      input.name,
      "bytes" in elements ? tensorOfBytes(input, elements.bytes) : tensorOfJson(input, elements.json),
    );
  }
  return {
    input: inputOf(tensors, model),
    params: enforceParams(parametersOf(json, ""), model.signature?.params),
    single: false,
    asked: askedTensors(json, outputs),
  };
}

function decodeRaw(bytes: Uint8Array, model: ModelDescription): DecodedRequest {
  const [name, tensor] = rawTensor(bytes, openInputs(model));
  return {
    input: inputOf(new Map([[name, tensor]]), model),
    params: enforceParams(undefined, model.signature?.params),
    single: false,
    asked: { id: undefined, outputs: openOutputs(model).map((each) => ({ name: each.name, binary: true })) },
  };
}

/** The tensors as what the model takes: parts of its signature, inputs of its graph, or texts. */
function inputOf(tensors: NamedTensors, model: ModelDescription): ModelInput {
  const { signature, inputs } = model;
  const schema = signature?.inputs;
  if (schema?.kind === "tensors") return signatureInput(tensors, schema.tensors);
  const forGraph = takesGraphInputs(model) && inputs.some(({ name }) => tensors.has(name));
  if (schema?.kind === "columns" && !forGraph) return columnsInput(tensors, schema.columns);
  return takesTokens(model) ? textInput(tensors) : graphInput(tensors, inputs);
}

function textInput(tensors: NamedTensors): ModelInput {
  const [[, array] = [], ...others] = tensors;
  if (array?.dtype === "string" && others.length === 0) return { form: "array", array };
  throw invalidRequest("expected one input of texts (BYTES) for the model");
}
