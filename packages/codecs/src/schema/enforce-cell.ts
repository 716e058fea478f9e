import type { ColumnType, PropertySpec, ScalarColumnType } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { enforceItem, enforceItems } from "./enforce-items.ts";

/** Where a composite value is, and whether it may be left out. */
export interface CellOptions {
  readonly place: string;
  readonly required: boolean;
}

/** A cell of a composite column, checked by MLflow's strict rules; throws `invalid_request`. */
export function enforceCell(value: JsonValue, type: ColumnType, options: CellOptions): unknown {
  switch (type.kind) {
    case "any":
      return value;
    case "scalar":
      return enforceScalar(value, type.type, options);
    case "array":
      return enforceList(value, type.items, options);
    case "object":
      return enforceObject(value, type.properties, options);
    case "map":
      return enforceMap(value, type.values, options);
  }
}

function enforceScalar(value: JsonValue, type: ScalarColumnType, { place, required }: CellOptions): unknown {
  if (!required && (value === null || Number.isNaN(value))) return null;
  if (value === null || isJsonList(value) || isJsonObject(value)) throw expected(place, `a ${type}`, value);
  return enforceItem(value, type, place);
}

function enforceList(value: JsonValue, items: ColumnType, options: CellOptions): unknown {
  const { place, required } = options;
  const optional = !required || items.kind === "any";
  if (optional && (value === null || (isJsonList(value) && value.length === 0))) return value;
  if (!isJsonList(value)) throw expected(place, "a list", value);
  if (items.kind !== "scalar")
    return value.map((each, index) => enforceCell(each, items, { place: `${place}[${index}]`, required }));
  return value.length === 0 ? value : enforceItems(value, items.type, place);
}

function enforceObject(
  value: JsonValue,
  properties: readonly PropertySpec[],
  { place, required }: CellOptions,
): unknown {
  if (!required && (value === null || isEmpty(value))) return value;
  if (!isJsonObject(value)) throw expected(place, "an object", value);
  const missing = properties.find((spec) => spec.required && !Object.hasOwn(value, spec.name));
  if (missing !== undefined)
    throw invalidRequest(`Invalid input. ${place}: Missing required properties: {'${missing.name}'}`);
  const unknown = Object.keys(value).find((key) => !properties.some((spec) => spec.name === key));
  if (unknown !== undefined)
    throw invalidRequest(
      `Invalid input. ${place}: Invalid properties not defined in the schema found: ${found(unknown)}`,
    );
  return enforceProperties(value, properties, place);
}

function enforceProperties(value: JsonObject, properties: readonly PropertySpec[], place: string): unknown {
  const entries = properties
    .filter(({ name }) => Object.hasOwn(value, name))
    .map(({ name, type, required }) => {
      const where = `${place}.${name}: Failed to enforce schema for key \`${name}\``;
      return [name, enforceCell(propertyOf(value, name) ?? null, type, { place: where, required })];
    });
  return Object.fromEntries(entries);
}

function enforceMap(value: JsonValue, values: ColumnType, { place, required }: CellOptions): unknown {
  if ((!required || values.kind === "any") && (value === null || isEmpty(value))) return value;
  if (!isJsonObject(value)) throw expected(place, "an object", value);
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    enforceCell(each, values, { place: `${place}.${key}`, required }),
  ]);
  return Object.fromEntries(entries);
}

function isEmpty(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function expected(place: string, what: string, value: JsonValue): Error {
  return invalidRequest(`Invalid input. ${place}: expected ${what}, found ${found(value)}`);
}
