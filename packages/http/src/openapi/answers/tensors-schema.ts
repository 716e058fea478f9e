import { datatypes, openOutputs, type ModelDescription } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";

/** An answer of the Open Inference Protocol. */
export function tensorsSchema(description: ModelDescription | undefined): JsonSchema {
  const names = description ? openOutputs(description).map(({ name }) => name) : [];
  return {
    type: "object",
    properties: {
      model_name: { type: "string" },
      model_version: { type: "string" },
      id: { type: "string" },
      outputs: { type: "array", items: tensorOf(names) },
    },
    required: ["outputs"],
  };
}

function tensorOf(names: readonly string[]): JsonSchema {
  return {
    type: "object",
    properties: {
      name: names.length > 0 ? { type: "string", enum: names } : { type: "string" },
      datatype: { type: "string", enum: datatypes },
      shape: { type: "array", items: { type: "integer", minimum: 0 } },
      data: { type: "array", description: "In rows; left out of a tensor that stands behind the JSON" },
      parameters: { type: "object", properties: { binary_data_size: { type: "integer", minimum: 0 } } },
    },
    required: ["name", "datatype", "shape"],
  };
}
