import type { ModelDetails } from "../api/model-details.ts";
import type { Column, ColumnType, Schema, TensorSpec } from "../api/signature.ts";

/** What may stand in a field of the form. */
export type FieldType = "number" | "integer" | "boolean" | "text" | "json";

/** One field of a row. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The type in the words of the signature. */
  readonly typeName: string;
  readonly required: boolean;
}

/** How a row of fields becomes a request. */
export type RowForm =
  | { readonly kind: "columns"; readonly fields: readonly Field[] }
  | { readonly kind: "tensor"; readonly name: string | undefined; readonly fields: readonly Field[] };

const widestTensor = 32;

/** The fields of one row, where the model's input is a table or a short vector. */
export function rowFormOf({ signature, inputs }: ModelDetails): RowForm | undefined {
  const schema: Schema = signature?.inputs ?? { kind: "tensors", tensors: inputs ?? [] };
  if (schema.kind === "columns") return { kind: "columns", fields: schema.columns.map(fieldOf) };
  const [only] = schema.tensors;
  return only && schema.tensors.length === 1 ? vectorForm(only) : undefined;
}

/** A type in a few letters: `double`, `array of long`. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.type;
    case "array":
      return `array of ${typeText(type.items)}`;
    case "map":
      return `map of ${typeText(type.values)}`;
    case "object":
      return `object of ${type.properties.map(({ name }) => name).join(", ")}`;
    case "any":
      return "any";
  }
}

function fieldOf({ name, type, required }: Column, index: number): Field {
  return { name: name ?? String(index), type: fieldTypeOf(type), typeName: typeText(type), required };
}

const scalarTypes: Readonly<Record<string, FieldType>> = {
  boolean: "boolean",
  integer: "integer",
  long: "integer",
  float: "number",
  double: "number",
};

function fieldTypeOf(type: ColumnType): FieldType {
  return type.kind === "scalar" ? (scalarTypes[type.type] ?? "text") : "json";
}

function vectorForm({ name, dtype, shape }: TensorSpec): RowForm | undefined {
  const [, width, deeper] = shape;
  if (width === undefined || deeper !== undefined || width < 1 || width > widestTensor) return undefined;
  const type = tensorFieldType(dtype);
  const fields = Array.from({ length: width }, (_, index) => ({
    name: `${name ?? "input"}[${index}]`,
    type,
    typeName: dtype,
    required: true,
  }));
  return { kind: "tensor", name: name ?? undefined, fields };
}

function tensorFieldType(dtype: string): FieldType {
  if (dtype === "bool") return "boolean";
  if (/^u?int/.test(dtype)) return "integer";
  return dtype.startsWith("float") ? "number" : "text";
}
