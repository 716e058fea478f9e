import type { ColumnType, PropertySpec, ScalarColumnType } from "@switchyard/core";
import { schemaMismatch } from "../../faults.ts";
import {
  isDict,
  isPairs,
  isPythonObject,
  isSeries,
  series,
  type PythonValue,
  type Series,
} from "../columns/python-value.ts";
import { elementOf } from "../columns/vector-series.ts";
import { enforceItems, isRegular } from "./enforce-list.ts";
import { enforceSeries } from "./enforce-series.ts";

/** Where a value is, for messages, and whether it must be there. */
interface Place {
  readonly where: string;
  readonly required: boolean;
}

/** A value inside of a cell by MLflow's strict rules (`_enforce_type`); throws `schema_mismatch`. */
export function enforceValue(value: PythonValue, type: ColumnType, place: Place): PythonValue {
  switch (type.kind) {
    case "any":
      return value;
    case "scalar":
      return enforceScalar(value, type.type, place);
    case "array":
      return enforceArray(value, type.items, place);
    case "object":
      return enforceObject(value, type.properties, place);
    case "map":
      return enforceMap(value, type.values, place);
  }
}

function enforceScalar(value: PythonValue, type: ScalarColumnType, { where, required }: Place): PythonValue {
  if (!required && (value === null || Number.isNaN(value))) return null;
  const single = seriesOf(value);
  const enforced = single && enforceSeries(single, type);
  if (enforced === undefined) throw mismatch(where, `a ${type}`);
  return elementOf(enforced.dtype, enforced.values[0] ?? null);
}

/** What pandas makes of one scalar; undefined for what NumPy calls none. */
function seriesOf(value: PythonValue): Series | undefined {
  if (typeof value === "string") return series("str", [value]);
  if (typeof value === "number") return series("float64", [value]);
  if (typeof value === "boolean") return series("bool", [value]);
  if (typeof value === "bigint")
    return series(BigInt.asIntN(64, value) === value ? "int64" : "uint64", [value]);
  if (value instanceof Uint8Array) return series("object", [value]);
  return isPythonObject(value) && value.python === "Decimal" ? series("object", [value]) : undefined;
}

function enforceArray(value: PythonValue, items: ColumnType, { where, required }: Place): PythonValue {
  const length = isSeries(value) ? value.values.length : isPairs(value) ? value.length : undefined;
  if ((!required || items.kind === "any") && (value === null || length === 0)) return value;
  if (length === undefined) throw mismatch(where, "a list");
  if (items.kind === "scalar") {
    const enforced = length === 0 ? value : isSeries(value) ? enforceItems(value, items.type) : undefined;
    if (enforced === undefined) throw mismatch(where, `a list of ${items.type}`);
    return enforced;
  }
  if (!isSeries(value)) return enforcePairs(value, items, where);
  if (items.kind === "any" && isRegular(Array.from(value.values))) return value;
  const { dtype, values } = value;
  const enforced = Array.from(values, (each, index) =>
    enforceValue(elementOf(dtype, each), items, { where: `${where}[${index}]`, required }),
  );
  if (!isRegular(enforced)) throw mismatch(where, "lists of one length");
  return series("object", enforced);
}

/** The entries of a map are pairs, which only `any` takes. */
function enforcePairs(value: PythonValue, items: ColumnType, where: string): PythonValue {
  if (items.kind === "any" || (isPairs(value) && value.length === 0)) return value;
  throw mismatch(where, `a list of ${items.kind} values`);
}

function enforceObject(value: PythonValue, properties: readonly PropertySpec[], place: Place): PythonValue {
  const { where, required } = place;
  if (!required && (value === null || (isDict(value) && value.dict.length === 0))) return value;
  if (!isDict(value)) throw mismatch(where, "an object");
  const given = new Set(value.dict.map(([name]) => name));
  const missing = properties.find((spec) => spec.required && !given.has(spec.name));
  if (missing !== undefined)
    throw schemaMismatch(`${where}: Missing required properties: {'${missing.name}'}`);
  const dict = value.dict.map(([name, each]) => {
    const spec = properties.find((candidate) => candidate.name === name);
    if (spec === undefined)
      throw schemaMismatch(`${where}: Invalid properties not defined in the schema found`);
    const inner = `${where}.${name}: Failed to enforce schema for key \`${name}\``;
    return [name, enforceValue(each, spec.type, { where: inner, required: spec.required })] as const;
  });
  return { dict };
}

function enforceMap(value: PythonValue, values: ColumnType, { where, required }: Place): PythonValue {
  const empty = value === null || (isDict(value) && value.dict.length === 0);
  if ((!required || values.kind === "any") && empty) return value;
  if (!isDict(value)) throw mismatch(where, "an object");
  const dict = value.dict.map(
    ([key, each]) => [key, enforceValue(each, values, { where: `${where}.${key}`, required })] as const,
  );
  return { dict };
}

function mismatch(where: string, what: string): Error {
  return schemaMismatch(`${where}: expected ${what}`);
}
