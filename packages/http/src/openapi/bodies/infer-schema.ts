import {
  dtypeOfDatatype,
  openInputs,
  openOutputs,
  type ModelDescription,
  type OpenTensor,
} from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import { schemaOfElement } from "../schema-of-element.ts";

/** The JSON of a request of the Open Inference Protocol, with the tensors that a model takes and gives. */
export function inferSchema(description: ModelDescription | undefined): JsonSchema {
  const inputs = description ? openInputs(description) : [];
  const outputs = description ? openOutputs(description) : [];
  const asked = outputs.length > 0 ? { outputs: { type: "array", items: askedOutput(outputs) } } : {};
  return {
    type: "object",
    properties: {
      id: { type: "string", description: "Comes back in the answer" },
      parameters: {
        type: "object",
        properties: {
          binary_data_output: { type: "boolean", description: "All outputs as bytes behind the JSON" },
        },
      },
      inputs: inputs.length > 0 ? tensorsOf(inputs) : { type: "array", items: anyTensor, minItems: 1 },
      ...asked,
    },
    required: ["inputs"],
  };
}

/** Each input once; one after the other as the model names them, though any order will do. */
function tensorsOf(inputs: readonly OpenTensor[]): JsonSchema {
  const prefixItems = inputs.map(tensorOf);
  return { type: "array", prefixItems, items: false, minItems: prefixItems.length };
}

function tensorOf({ name, datatype, shape }: OpenTensor): JsonSchema {
  const element = schemaOfElement(dtypeOfDatatype(datatype) ?? "object");
  return {
    type: "object",
    properties: {
      name: { type: "string", const: name },
      datatype: { type: "string", const: datatype },
      shape: { type: "array", prefixItems: shape.map(sizeOf), items: false, minItems: shape.length },
      data: {
        type: "array",
        items: element,
        minItems: 1,
        description: "As many elements as the shape says, in rows",
      },
    },
    required: ["name", "datatype", "shape", "data"],
    additionalProperties: false,
  };
}

function sizeOf(size: number): JsonSchema {
  return size === -1 ? { type: "integer", minimum: 1 } : { type: "integer", const: size };
}

const anyTensor: JsonSchema = {
  type: "object",
  properties: {
    name: { type: "string" },
    datatype: { type: "string" },
    shape: { type: "array", items: { type: "integer", minimum: 0 } },
    parameters: { type: "object" },
    data: { type: "array" },
  },
  required: ["name", "datatype", "shape"],
};

function askedOutput(outputs: readonly OpenTensor[]): JsonSchema {
  return {
    type: "object",
    properties: {
      name: { type: "string", enum: outputs.map(({ name }) => name) },
      parameters: {
        type: "object",
        properties: { binary_data: { type: "boolean", description: "As bytes behind the JSON" } },
      },
    },
    required: ["name"],
  };
}
