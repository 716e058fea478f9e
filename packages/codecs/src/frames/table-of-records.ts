import { found } from "../json/found.ts";
import { isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";
import { namesOf } from "../json/names-of.ts";
import type { RawColumn, TableOptions } from "./raw-frame.ts";

/** The columns of a list of records, in the order in which they first appear; gaps are NaN. */
export function tableOfRecords(
  rows: readonly JsonValue[],
  { names, fault }: TableOptions,
): readonly RawColumn[] {
  const records = rows.map((row, index) => {
    if (isJsonObject(row)) return row;
    throw fault(`row ${index}: expected an object, found ${found(row)}`);
  });
  return (names ?? keysOf(records)).map((name) => ({ name, values: valuesOf(records, String(name)) }));
}

function keysOf(records: readonly JsonObject[]): readonly string[] {
  const keys = new Set<string>();
  for (const record of records) for (const key of namesOf(record)) keys.add(key);
  return [...keys];
}

function valuesOf(records: readonly JsonObject[], name: string): readonly JsonValue[] {
  const values: JsonValue[] = [];
  for (const record of records) {
    const value = propertyOf(record, name);
    values.push(value === undefined ? Number.NaN : value);
  }
  return values;
}
