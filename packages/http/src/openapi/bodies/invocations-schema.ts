import type { ModelDescription, ParamSpec, Schema } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import {
  columnName,
  schemaOfCell,
  schemaOfColumn,
  schemaOfRow,
  type Columns,
  type Completeness,
} from "../schema-of-column.ts";
import { schemaOfTensor, schemaOfTensorRow } from "../schema-of-tensor.ts";

/** The JSON bodies of MLflow's scoring protocol that fit a model. */
export function invocationsSchema(description: ModelDescription | undefined): JsonSchema {
  const forms = formsOf(description);
  const params = paramsOf(description?.signature?.params);
  const bodies = Object.entries(forms).map(([key, schema]) => ({
    type: "object",
    title: key,
    properties: { [key]: schema, ...params },
    required: [key],
    additionalProperties: false,
  }));
  return bodies.length === 1 ? { ...bodies[0] } : { oneOf: bodies };
}

/** By the field of the envelope: what stands in it. */
type Forms = Readonly<Record<string, JsonSchema>>;

function formsOf(description: ModelDescription | undefined): Forms {
  const inputs = description?.signature?.inputs;
  if (inputs?.kind === "columns") return columnForms(inputs.columns);
  if (inputs?.kind === "tensors") return tensorForms(inputs.tensors);
  const graph = description?.inputs ?? [];
  return graph.length > 0 ? graphForms(graph) : anyForms;
}

function columnForms(columns: Columns): Forms {
  const split = splitOf(columns);
  if (columns.some(({ name }) => name === undefined)) return { dataframe_split: split };
  const rowsOf = (completeness: Completeness): JsonSchema => ({
    type: "array",
    items: schemaOfRow(columns, completeness),
    minItems: 1,
  });
  const rows = rowsOf("all");
  const tables = { dataframe_split: split, dataframe_records: rowsOf("listed") };
  // Of lists and objects in cells, not all that the other forms could say is read as one would think.
  if (columns.some(({ type }) => type.kind !== "scalar")) return tables;
  return { ...tables, instances: rows, inputs: { anyOf: [rows, listsOf(columns)] } };
}

/** Columns without a name stand at their position. */
function splitOf(columns: Columns): JsonSchema {
  const cells = columns.map(schemaOfCell);
  const row = { type: "array", prefixItems: cells, items: false, minItems: cells.length };
  const named = columns.every(({ name }) => name !== undefined);
  const names = {
    type: "array",
    const: columns.map(columnName),
    description: "In any order; `data` follows it",
  };
  return {
    type: "object",
    properties: { ...(named && { columns: names }), data: { type: "array", items: row, minItems: 1 } },
    required: [...(named ? ["columns"] : []), "data"],
    additionalProperties: false,
  };
}

function listsOf(columns: Columns): JsonSchema {
  const lists = columns.map((each, index) => [
    columnName(each, index),
    { type: "array", items: schemaOfColumn(each.type), minItems: 1 },
  ]);
  return {
    type: "object",
    description: "A list for each column, all of one length",
    properties: Object.fromEntries(lists),
    required: columns.flatMap((each, index) => (each.required ? [columnName(each, index)] : [])),
    additionalProperties: false,
  };
}

type Tensors = Extract<Schema, { readonly kind: "tensors" }>["tensors"];

function tensorForms(tensors: Tensors): Forms {
  const [only] = tensors;
  if (only && only.name === undefined) {
    const array = schemaOfTensor(only);
    return { inputs: array, instances: array };
  }
  const hasRows = tensors.every(({ shape }) => shape[0] === -1);
  const records = byName(tensors.map((each) => [each.name, schemaOfTensorRow(each)]));
  return {
    inputs: byName(tensors.map((each) => [each.name, schemaOfTensor(each)])),
    ...(hasRows && { instances: { type: "array", items: records, minItems: 1 } }),
  };
}

/** Without a signature MLflow's loader takes numbers as JSON tells them apart: floats need a point. */
function graphForms(graph: ModelDescription["inputs"]): Forms {
  const note = "The model has no signature: numbers for floating-point inputs need a decimal point";
  return {
    inputs: { ...byName(graph.map((each) => [each.name, schemaOfTensor(each)])), description: note },
  };
}

function byName(entries: readonly (readonly [name: string | undefined, schema: JsonSchema])[]): JsonSchema {
  const properties = Object.fromEntries(entries.map(([name = "", schema]) => [name, schema]));
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

const list = { type: "array" };

/** Of a model that says nothing of what it takes. */
const anyForms: Forms = {
  dataframe_split: {
    type: "object",
    properties: { columns: list, data: { type: "array", items: list }, index: list },
    required: ["data"],
    additionalProperties: false,
  },
  dataframe_records: { type: "array", items: { type: "object" } },
  instances: list,
  inputs: {},
};

function paramsOf(specs: readonly ParamSpec[] | undefined): JsonSchema {
  if (specs === undefined || specs.length === 0) return {};
  const properties = Object.fromEntries(specs.map((spec) => [spec.name, schemaOfParam(spec)]));
  return { params: { type: "object", description: "Inference parameters", properties } };
}

function schemaOfParam({ type, list: isList, default: usual }: ParamSpec): JsonSchema {
  const schema = schemaOfColumn(type);
  const own = isList ? { type: "array", items: schema } : schema;
  return usual === undefined ? own : { ...own, default: usual };
}
