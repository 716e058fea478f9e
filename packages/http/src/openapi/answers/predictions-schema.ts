import type { ModelDescription, TensorSpec } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import { schemaOfAnswered } from "../schema-of-element.ts";

/** `{"predictions": …}` in the forms that a model's loader gives it. */
export function predictionsSchema(description: ModelDescription | undefined): JsonSchema {
  const predictions = description ? predictionsOf(description) : {};
  return { type: "object", properties: { predictions }, required: ["predictions"] };
}

function predictionsOf({ predictOutput, outputs }: ModelDescription): JsonSchema {
  if (outputs.length === 0) return {};
  if (predictOutput === undefined) return byName(outputs);
  const answer = outputs.find(({ name }) => name === predictOutput);
  return answer && answer.shape.length > 0 ? { type: "array", items: rowOf(answer) } : {};
}

/** One value a row; wider answers are lists, or objects by the number of the column. */
function rowOf({ dtype, shape }: TensorSpec): JsonSchema {
  const element = schemaOfAnswered(dtype);
  if (shape.length === 1) return element;
  return { anyOf: [element, { type: "array" }, { type: "object", additionalProperties: element }] };
}

/** A table of records is answered by records, arrays are answered by arrays. */
function byName(outputs: readonly TensorSpec[]): JsonSchema {
  const arrays = outputs.map(({ name, dtype, shape }) => [
    name,
    { description: `${dtype}, shape [${shape.join(", ")}]` },
  ]);
  const properties: JsonSchema = Object.fromEntries(arrays);
  const cells = Object.fromEntries(outputs.map(({ name }) => [name, {}]));
  const required = Object.keys(properties);
  return {
    anyOf: [
      { type: "object", properties, required, additionalProperties: false },
      { type: "array", items: { type: "object", properties: cells, required, additionalProperties: false } },
    ],
  };
}
