import { z } from "zod";
import { descriptionOf } from "./key-descriptions.ts";
import { configSchema } from "./schema.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

type Part = JsonSchema | boolean;

/** The JSON Schema of `switchyard.yaml`, with a sentence for every key: editors complete and check by it. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, {
    io: "input",
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  return {
    ...withParts(schema, ""),
    title: "switchyard.yaml",
    description: "The configuration of Switchyard. Every key may be left out.",
  };
}

/** Takes out what says nothing: a bound that every whole number has, and that all of a part may be left out. */
function tidy(schema: JsonSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (JSON.stringify(schema.default) === "{}") delete schema.default;
}

/** The schema, its keys described; `place` is the path of the key it belongs to. */
function withParts(schema: JsonSchema, place: string): JsonSchema {
  const { properties, additionalProperties, anyOf } = schema;
  const inner = (key: string): string => (place === "" ? key : `${place}.${key}`);
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, described(value, inner(key))]),
      ),
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties: anyValue(additionalProperties, inner("<name>")),
    }),
    ...(anyOf && { anyOf: anyOf.map((each) => (typeof each === "boolean" ? each : withParts(each, place))) }),
  };
}

function described(schema: Part, place: string): Part {
  return typeof schema === "boolean" ? schema : withDescription(schema, place);
}

function withDescription(schema: JsonSchema, place: string): JsonSchema {
  const description = descriptionOf(place);
  return { ...(description !== undefined && { description }), ...withParts(schema, place) };
}

/** A model may be given by its URI alone. */
function anyValue(schema: Part, place: string): Part {
  if (typeof schema === "boolean" || place !== "models.<name>") return described(schema, place);
  const uri: JsonSchema = { type: "string", minLength: 1, description: "the URI that it follows" };
  return { anyOf: [uri, withDescription(schema, place)] };
}
