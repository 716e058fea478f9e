import type { ColumnType, Schema, SignatureTensorSpec } from "@switchyard/core";

/** A JSON Schema (2020-12, as OpenAPI 3.1 takes it). */
export type JsonSchema = Readonly<Record<string, unknown>>;

const scalars: Readonly<Record<string, JsonSchema>> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", format: "int32" },
  long: { type: "integer", format: "int64" },
  float: { type: ["number", "null"], format: "float" },
  double: { type: ["number", "null"], format: "double" },
  string: { type: "string" },
  binary: { type: "string", contentEncoding: "base64" },
  datetime: { type: "string", format: "date-time" },
};

/** What one cell of a column may hold. */
export function schemaOfColumn(type: ColumnType): JsonSchema {
  switch (type.kind) {
    case "scalar":
      return scalars[type.type] ?? {};
    case "array":
      return { type: "array", items: schemaOfColumn(type.items) };
    case "map":
      return { type: "object", additionalProperties: schemaOfColumn(type.values) };
    case "object":
      return {
        type: "object",
        properties: Object.fromEntries(type.properties.map((each) => [each.name, schemaOfColumn(each.type)])),
        required: type.properties.filter((each) => each.required).map((each) => each.name),
      };
    case "any":
      return {};
  }
}

/** One row of a table signature as an object. */
export function schemaOfRow(schema: Extract<Schema, { readonly kind: "columns" }>): JsonSchema {
  const named = schema.columns.map((each, index) => ({ ...each, name: each.name ?? String(index) }));
  return {
    type: "object",
    properties: Object.fromEntries(named.map((each) => [each.name, schemaOfColumn(each.type)])),
    required: named.filter((each) => each.required).map((each) => each.name),
  };
}

/** A tensor as nested lists. */
export function schemaOfTensor({ dtype, shape }: Pick<SignatureTensorSpec, "dtype" | "shape">): JsonSchema {
  const element: JsonSchema =
    dtype === "string" ? { type: "string" } : dtype === "object" ? {} : { type: ["number", "boolean"] };
  return shape.reduceRight<JsonSchema>(
    (items, size) =>
      size === -1 ? { type: "array", items } : { type: "array", items, minItems: size, maxItems: size },
    element,
  );
}
