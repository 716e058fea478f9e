import type { ModelDescription } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";
import { inferSchema } from "./infer-schema.ts";
import { invocationsSchema } from "./invocations-schema.ts";
import { predictSchema } from "./predict-schema.ts";
import type { BodyExamples } from "./body-examples.ts";

/** The request bodies of a model, by operation. */
export function bodiesOf(
  description: ModelDescription | undefined,
  examples: BodyExamples,
): Readonly<Record<"invocations" | "predict" | "infer", JsonSchema>> {
  const isImage = description?.task === "image";
  const tables = description?.signature?.inputs?.kind === "tensors" ? {} : tablesOf(examples);
  const invocations = json(invocationsSchema(description), examples.invocations);
  return {
    invocations: body({ ...invocations, ...tables, ...(isImage && pictures) }),
    predict: body(isImage ? pictures : { ...json(predictSchema(description), examples.predict), ...tables }),
    infer: body({
      ...json(inferSchema(description), examples.infer),
      "application/octet-stream": {
        schema: { ...binary, description: "JSON, and the bytes of tensors behind it" },
      },
    }),
  };
}

/** An upload of pictures in one field. */
export function uploadOf(field: string, schema: JsonSchema): JsonSchema {
  const form = {
    type: "object",
    properties: { [field]: schema },
    required: [field],
    additionalProperties: false,
  };
  return { schema: form, encoding: { [field]: { contentType: "image/png, image/jpeg" } } };
}

/** Bytes, as Swagger UI offers a file for them. */
export const binary: JsonSchema = {
  type: "string",
  format: "binary",
  contentMediaType: "application/octet-stream",
};

const picture = { ...binary, description: "A JPEG, PNG, WebP, GIF, AVIF or TIFF picture" };
const pictures: JsonSchema = {
  "multipart/form-data": uploadOf("file", picture),
  "image/jpeg": { schema: picture },
  "image/png": { schema: picture },
};

function json(schema: JsonSchema, example: unknown): JsonSchema {
  return { "application/json": { schema, ...(example !== undefined && { example }) } };
}

/** Tables as files, which carry no tensors. */
function tablesOf({ csv: example }: BodyExamples): JsonSchema {
  return { "text/csv": csv(example), "application/vnd.apache.parquet": { schema: binary } };
}

function csv(example: string | undefined): JsonSchema {
  const schema = { type: "string", description: "A table with its columns' names in the first line" };
  return { schema, ...(example !== undefined && { example }) };
}

function body(content: JsonSchema): JsonSchema {
  return { required: true, content };
}
