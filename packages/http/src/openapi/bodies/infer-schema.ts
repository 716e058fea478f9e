import {
  dtypeOfDatatype,
  openInputs,
  openOutputs,
  takesGraphInputs,
  type ModelDescription,
  type OpenTensor,
} from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import { schemaOfColumn } from "../schema-of-column.ts";
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
      inputs:
        inputs.length > 0
          ? tensorsOf(inputs, timesIn(description))
          : { type: "array", items: anyTensor, minItems: 1 },
      ...asked,
    },
    required: ["inputs"],
  };
}

/** Each input once; one after the other as the model names them, though any order will do. */
function tensorsOf(inputs: readonly OpenTensor[], times: ReadonlySet<number>): JsonSchema {
  const prefixItems = inputs.map((input, index) =>
    tensorOf(input, times.has(index) ? time : elementOf(input)),
  );
  return { type: "array", prefixItems, items: false, minItems: prefixItems.length };
}

const time = schemaOfColumn({ kind: "scalar", type: "datetime" });

/** The positions of columns of times, which are texts to the protocol. */
function timesIn(description: ModelDescription | undefined): ReadonlySet<number> {
  const schema = description?.signature?.inputs;
  const isTable = description !== undefined && schema?.kind === "columns" && !takesGraphInputs(description);
  const columns = isTable ? schema.columns : [];
  return new Set(
    columns.flatMap(({ type }, index) => (type.kind === "scalar" && type.type === "datetime" ? [index] : [])),
  );
}

function elementOf({ datatype }: OpenTensor): JsonSchema {
  return schemaOfElement(dtypeOfDatatype(datatype) ?? "object");
}

function tensorOf({ name, datatype, shape }: OpenTensor, element: JsonSchema): JsonSchema {
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
