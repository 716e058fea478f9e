import { PythonFloat } from "@switchyard/core";

export { PythonFloat } from "@switchyard/core";

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What Python's `json` reads: integers of any size are exact, numbers may be NaN or infinite. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PythonFloat
  | readonly JsonValue[]
  | JsonObject;

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat)
  );
}

/** `Array.isArray` for a readonly list. */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A property of its own; what every object inherits is none. */
export function propertyOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Without the marks that only parsers need. */
export function unmarked(value: JsonValue): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (isJsonList(value)) return value.map(unmarked);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unmarked(each)]));
}
