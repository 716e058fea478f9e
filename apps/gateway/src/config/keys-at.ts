import type { JsonSchema } from "./config-json-schema.ts";

/** The keys that a schema knows at a place. */
export function keysAt(schema: JsonSchema, [key, ...rest]: readonly string[]): readonly string[] {
  const parts = [schema, ...(schema.anyOf ?? [])].filter((part) => typeof part === "object");
  if (key === undefined) return parts.flatMap(({ properties = {} }) => Object.keys(properties));
  return parts.flatMap(({ properties, additionalProperties }) => {
    const inner = properties?.[key] ?? additionalProperties;
    return typeof inner === "object" ? keysAt(inner, rest) : [];
  });
}
