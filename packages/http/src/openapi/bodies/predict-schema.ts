import type { ModelDescription, SignatureTensorSpec } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import { columnName, schemaOfRow, type Columns } from "../schema-of-column.ts";
import { schemaOfTensor, schemaOfTensorRow } from "../schema-of-tensor.ts";

/** The friendly JSON bodies of a model: one thing to predict, or a list of such. */
export function predictSchema(description: ModelDescription | undefined): JsonSchema {
  const inputs = description?.signature?.inputs;
  if (inputs?.kind === "columns") return ofThings(inputs.columns);
  if (description?.task === "text") return oneOrMore(texts("text"), texts("text"));
  const tensors = inputs?.tensors ?? description?.inputs ?? [];
  return tensors.length > 0 ? ofArrays(tensors) : {};
}

function ofThings(columns: Columns): JsonSchema {
  const text = textColumnOf(columns);
  if (text !== undefined) return oneOrMore(texts(text), texts(text));
  return oneOrMore(schemaOfRow(columns, "required"), schemaOfRow(columns, "listed"));
}

/** The only column, if that is a text: then a text alone does, too. */
function textColumnOf(columns: Columns): string | undefined {
  const [only, ...others] = columns;
  const isText = only?.type.kind === "scalar" && only.type.type === "string" && others.length === 0;
  return isText ? columnName(only, 0) : undefined;
}

function texts(name: string): JsonSchema {
  const text = { type: "string" };
  const named = {
    type: "object",
    properties: { [name]: text },
    required: [name],
    additionalProperties: false,
  };
  return { oneOf: [named, text] };
}

function oneOrMore(one: JsonSchema, each: JsonSchema): JsonSchema {
  return { anyOf: [one, { type: "array", items: each, minItems: 1 }] };
}

type Tensors = readonly (Omit<SignatureTensorSpec, "name"> & { readonly name: string | undefined })[];

/** A batch of arrays, or a single row where the first dimension counts rows. */
function ofArrays(tensors: Tensors): JsonSchema {
  const [only] = tensors;
  const isBare = tensors.length === 1;
  const whole = (toSchema: typeof schemaOfTensor): JsonSchema =>
    isBare && only ? toSchema(only) : byName(tensors, toSchema);
  const hasRows = tensors.every(({ shape }) => shape[0] === -1);
  // One number is no body, though it may be a row.
  const isNumber = isBare && only?.shape.length === 1;
  return hasRows && !isNumber
    ? { anyOf: [whole(schemaOfTensor), whole(schemaOfTensorRow)] }
    : whole(schemaOfTensor);
}

function byName(tensors: Tensors, toSchema: typeof schemaOfTensor): JsonSchema {
  const properties = Object.fromEntries(tensors.map((each) => [each.name ?? "", toSchema(each)]));
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
