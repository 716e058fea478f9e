import type { JsonSchema } from "./json-schema.ts";

/** An answer in JSON, of this schema or of the component of this name. */
export function answerOf(description: string, schema: JsonSchema | string): JsonSchema {
  const named = typeof schema === "string" ? { $ref: `#/components/schemas/${schema}` } : schema;
  return { description, content: { "application/json": { schema: named } } };
}

/** An answer of plain text, or another kind of it. */
export function textOf(description: string, mediaType = "text/plain"): JsonSchema {
  return { description, content: { [mediaType]: { schema: { type: "string" } } } };
}

/** An object with these properties, all of which are there. */
export function objectOf(properties: JsonSchema): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}
