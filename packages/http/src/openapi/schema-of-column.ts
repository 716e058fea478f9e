import type { ColumnSpec, ColumnType, ScalarColumnType, Schema } from "@switchyard/core";
import type { JsonSchema } from "./json-schema.ts";
import { largestFloat, rangeOf } from "./schema-of-element.ts";

/** Times are without a zone, all of one form, and in the years that nanoseconds reach: so pandas reads them. */
const naiveTime =
  "^(1[7-9]|20|21)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$";
const base64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

const scalars: Readonly<Record<ScalarColumnType, JsonSchema>> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", format: "int32", ...rangeOf("int32") },
  long: { type: "integer", format: "int64", ...rangeOf("int64") },
  float: { type: "number", format: "float", minimum: -largestFloat, maximum: largestFloat },
  double: { type: "number", format: "double" },
  string: { type: "string" },
  binary: { type: "string", contentEncoding: "base64", pattern: base64 },
  datetime: { type: "string", pattern: naiveTime, examples: ["2026-01-31T12:30:00"] },
};

/** Columns of these types hold "not known"; the others cannot lack a value in one row of several. */
const withGaps: ReadonlySet<ScalarColumnType> = new Set(["float", "double", "string", "datetime"]);

/** What one cell of a column may hold. */
export function schemaOfColumn(type: ColumnType): JsonSchema {
  switch (type.kind) {
    case "scalar":
      return scalars[type.type];
    case "array":
      return { type: "array", items: schemaOfColumn(type.items) };
    case "map":
      return { type: "object", additionalProperties: schemaOfColumn(type.values) };
    case "object":
      return {
        type: "object",
        properties: Object.fromEntries(type.properties.map((each) => [each.name, schemaOfColumn(each.type)])),
        required: type.properties.filter((each) => each.required).map((each) => each.name),
        additionalProperties: false,
      };
    case "any":
      return {};
  }
}

/** What one cell of a row may hold: `null` too, where the column may lack a value. */
export function schemaOfCell({ type, required }: ColumnSpec): JsonSchema {
  const schema = schemaOfColumn(type);
  return required || !hasGaps(type) ? schema : { ...schema, type: [schema["type"], "null"] };
}

/** The columns of a table signature. */
export type Columns = Extract<Schema, { readonly kind: "columns" }>["columns"];

/** A column's name; one without is called by its position, as pandas does. */
export function columnName({ name }: ColumnSpec, position: number): string {
  return name ?? String(position);
}

/**
 * Which columns a row may not lack: those that the signature requires; in a list of rows those too that hold no gap;
 * or all of them.
 */
export type Completeness = "required" | "listed" | "all";

/** One row of a table signature as an object. */
export function schemaOfRow(columns: Columns, completeness: Completeness): JsonSchema {
  const isNeeded = ({ required, type }: ColumnSpec): boolean =>
    required || completeness === "all" || (completeness === "listed" && !hasGaps(type));
  return {
    type: "object",
    properties: Object.fromEntries(
      columns.map((each, index) => [columnName(each, index), schemaOfCell(each)]),
    ),
    required: columns.flatMap((each, index) => (isNeeded(each) ? [columnName(each, index)] : [])),
    additionalProperties: false,
  };
}

function hasGaps(type: ColumnType): boolean {
  return type.kind === "scalar" && withGaps.has(type.type);
}
