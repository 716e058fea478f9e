import type { ModelDescription } from "@switchyard/core";
import { schemaOfColumn, schemaOfRow, schemaOfTensor, type JsonSchema } from "./schema-of-column.ts";

/** The typed paths of one model, below `path`, from its signature or, without one, from its graph. */
export function modelPaths(
  name: string,
  description: ModelDescription | undefined,
  path = `/models/${encodeURIComponent(name)}`,
): Readonly<Record<string, unknown>> {
  const id = path === "" ? "" : `_${name}`;
  return {
    [`${path}/invocations`]: {
      post: { operationId: `invoke${id}`, ...invocations(name, description) },
    },
    [`${path}/predict`]: { post: { operationId: `predict${id}`, ...predict(name, description) } },
  };
}

/** The typed paths of the one model that the root means. */
export function rootModelPaths(
  name: string,
  description: ModelDescription | undefined,
): Readonly<Record<string, unknown>> {
  const named = { "/api/v1/model/predict": { post: { operationId: "predictFiles", ...namedFiles(name) } } };
  return { ...modelPaths(name, description, ""), ...(description?.task === "image" && named) };
}

function namedFiles(name: string): JsonSchema {
  const image_file = { type: "array", items: picture };
  const item = { type: "object", properties: { image_filename: { type: "string" }, prediction: {} } };
  const body = { type: "object", properties: { image_file }, required: ["image_file"] };
  const data = { type: "array", items: item };
  return {
    tags: [name],
    summary: `Ask ${name} for the label of each picture`,
    requestBody: { required: true, content: { "multipart/form-data": { schema: body } } },
    responses: { "200": answer("Labels", { type: "object", properties: { data } }), ...errors },
  };
}

function invocations(name: string, description: ModelDescription | undefined): JsonSchema {
  return {
    tags: [name],
    summary: `Score ${name} as \`mlflow models serve\` does`,
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: { oneOf: envelopes(description) } },
        "text/csv": { schema: { type: "string" } },
        "application/vnd.apache.parquet": { schema: {} },
        ...uploads(description),
      },
    },
    responses: {
      "200": answer("Predictions", {
        type: "object",
        properties: { predictions: {} },
        required: ["predictions"],
      }),
      ...errors,
    },
  };
}

function predict(name: string, description: ModelDescription | undefined): JsonSchema {
  const schema = description?.signature?.inputs;
  const row = schema?.kind === "columns" ? schemaOfRow(schema) : { type: "object" };
  const text = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
  const one = description?.task === "text" ? text : row;
  const json = { "application/json": { schema: { oneOf: [one, { type: "array", items: one }] } } };
  return {
    tags: [name],
    summary: `Ask ${name} for one answer a person can read`,
    requestBody: { required: true, content: description?.task === "image" ? uploads(description) : json },
    responses: {
      "200": answer("Answer", { oneOf: [friendly, { type: "array", items: friendly }] }),
      ...errors,
    },
  };
}

const friendly: JsonSchema = {
  type: "object",
  properties: {
    prediction: {},
    label: { type: "string" },
    confidence: { type: "number" },
    probabilities: { type: "object", additionalProperties: { type: "number" } },
  },
};

function envelopes(description: ModelDescription | undefined): readonly JsonSchema[] {
  const inputs = description?.signature?.inputs;
  if (inputs?.kind === "columns") {
    const row = schemaOfRow(inputs);
    const columns = Object.fromEntries(
      inputs.columns.map((each, index) => [
        each.name ?? String(index),
        { type: "array", items: schemaOfColumn(each.type) },
      ]),
    );
    return [
      split,
      envelope("dataframe_records", { type: "array", items: row }),
      envelope("instances", { type: "array" }),
      envelope("inputs", { anyOf: [{ type: "object", properties: columns }, { type: "array" }] }),
    ];
  }
  const tensors = inputs?.tensors ?? description?.inputs ?? [];
  const named = {
    type: "object",
    properties: Object.fromEntries(tensors.map((each) => [each.name ?? "input", schemaOfTensor(each)])),
  };
  const [only] = tensors;
  const value = only && tensors.length === 1 ? { anyOf: [schemaOfTensor(only), named] } : named;
  return [
    envelope("inputs", value),
    envelope("instances", { type: "array" }),
    split,
    envelope("dataframe_records", { type: "array" }),
  ];
}

const split: JsonSchema = envelope("dataframe_split", {
  type: "object",
  properties: {
    columns: { type: "array", items: { type: "string" } },
    index: { type: "array" },
    data: { type: "array", items: { type: "array" } },
  },
  required: ["data"],
});

function envelope(key: string, schema: JsonSchema): JsonSchema {
  return {
    type: "object",
    title: key,
    properties: { [key]: schema, params: { type: "object" } },
    required: [key],
  };
}

const picture: JsonSchema = { type: "string", contentMediaType: "application/octet-stream" };

function uploads(description: ModelDescription | undefined): Readonly<Record<string, unknown>> {
  if (description?.task !== "image") return {};
  const file = picture;
  return {
    "multipart/form-data": { schema: { type: "object", properties: { file }, required: ["file"] } },
    "image/jpeg": { schema: {} },
    "image/png": { schema: {} },
  };
}

function answer(description: string, schema: JsonSchema): JsonSchema {
  return { description, content: { "application/json": { schema } } };
}

const error = { $ref: "#/components/responses/Error" };
const errors: JsonSchema = {
  "400": error,
  "401": error,
  "404": error,
  "413": error,
  "415": error,
  "422": error,
  "429": error,
  "503": error,
  "504": error,
};
