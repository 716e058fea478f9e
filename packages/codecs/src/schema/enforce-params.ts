import { GatewayError, type ColumnType, type ParamSpec, type ScalarColumnType } from "@switchyard/core";
import { flatten } from "../arrays/flatten.ts";
import { parseIsoDate } from "../arrays/numpy-datetime.ts";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import {
  isJsonList,
  isJsonObject,
  propertyOf,
  PythonFloat,
  unmarked,
  type JsonObject,
  type JsonValue,
} from "../json/json-value.ts";
import { enforceCell } from "./enforce-cell.ts";

/** The parameters that the signature knows, given or by default; without such a signature there are none. */
export function enforceParams(
  params: JsonValue | undefined,
  specs: readonly ParamSpec[] | undefined,
): Readonly<Record<string, unknown>> {
  if (specs === undefined || specs.length === 0) return {};
  const given = params ?? {};
  if (!isJsonObject(given)) throw fault(`Parameters must be a dictionary. Got ${found(given)}.`);
  const faults: string[] = [];
  const entries = specs.map((spec) => [spec.name, valueOf(given, spec, faults)]);
  if (faults.length > 0) throw fault(`Invalid parameters found: {${faults.join(", ")}}`);
  return Object.fromEntries(entries);
}

function valueOf(given: JsonObject, spec: ParamSpec, faults: string[]): unknown {
  const value = propertyOf(given, spec.name);
  if (value === undefined) return spec.default;
  const complaint = complaintOf(value, spec);
  if (complaint !== undefined) faults.push(`('${spec.name}', '${complaint}')`);
  return unmarked(value);
}

function complaintOf(value: JsonValue, { name, type, list }: ParamSpec): string | undefined {
  if (type.kind === "scalar" && !list) return scalarComplaint(value, type.type);
  if (list && !isFlatList(value, name)) return `expected a list of one level, found ${found(value)}`;
  const values = list && isJsonList(value) ? value : [value];
  for (const [index, each] of values.entries()) {
    const complaint =
      type.kind === "scalar" ? scalarComplaint(each, type.type) : cellComplaint(each, type, name);
    if (complaint !== undefined) return list ? `[${index}]: ${complaint}` : complaint;
  }
  return undefined;
}

/** NumPy counts the levels of a list, and raises where they are uneven. */
function isFlatList(value: JsonValue, name: string): boolean {
  if (!isJsonList(value)) return false;
  const flattened = flatten(value);
  if (flattened !== undefined) return flattened.shape.length === 1;
  throw invalidRequest(`Invalid input. params.${name}: lists of one level differ in length`);
}

function cellComplaint(value: JsonValue, type: ColumnType, name: string): string | undefined {
  try {
    enforceCell(value, type, { place: `params.${name}`, required: true });
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    throw error;
  }
}

function scalarComplaint(value: JsonValue, type: ScalarColumnType): string | undefined {
  if (value === null || accepts(value, type)) return undefined;
  return `Failed to convert value: expected ${type}, found ${found(value)}`;
}

/** A parameter is never converted but from an integer to a float. */
function accepts(value: JsonValue, type: ScalarColumnType): boolean {
  const integer = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
  if (type === "integer" || type === "long") return integer;
  if (type === "float" || type === "double")
    return integer || typeof value === "number" || value instanceof PythonFloat;
  if (type === "boolean") return typeof value === "boolean";
  if (type === "datetime") return typeof value === "string" && isPythonDate(value);
  return typeof value === "string";
}

/** Python has dates of the years 1 to 9999, and no more than microseconds; a missing one is `None`. */
function isPythonDate(text: string): boolean {
  if (text === "" || text.toLowerCase() === "nat") return true;
  const date = parseIsoDate(text.trimStart());
  if (date === undefined || /\.\d{7}/.test(text)) return false;
  return date.nanoseconds >= firstYear && date.nanoseconds < afterLastYear;
}

const nanosecondsPerMillisecond = 1_000_000n;
const firstYear = BigInt(Date.parse("0001-01-01T00:00:00Z")) * nanosecondsPerMillisecond;
const afterLastYear = BigInt(Date.UTC(10_000, 0)) * nanosecondsPerMillisecond;

function fault(message: string): GatewayError {
  return new GatewayError("schema_mismatch", message);
}
