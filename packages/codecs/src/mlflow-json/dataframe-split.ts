import { invalidRequest } from "../faults.ts";
import type { RawColumn, RawFrame } from "../frames/raw-frame.ts";
import { tableOfRows } from "../frames/table-of-rows.ts";
import { found } from "../json/found.ts";
import { namesOf } from "../json/names-of.ts";
import {
  isJsonList,
  isJsonObject,
  propertyOf,
  PythonFloat,
  type JsonObject,
  type JsonValue,
} from "../json/json-value.ts";

/** The table of a `dataframe_split`: `columns`, `data` by row, and an `index` that is only counted. */
export function frameOfSplit(value: JsonValue): RawFrame {
  if (!isJsonObject(value)) throw notADictionary(value);
  const extra = Object.keys(value).find((key) => key !== "data" && key !== "columns" && key !== "index");
  const data = propertyOf(value, "data");
  if (data === undefined || extra !== undefined) throw wrongFields(extra);
  const names = listOf(value, "columns")?.map(nameOf);
  const index = listOf(value, "index");
  if (isJsonObject(data)) return frameOfColumns(data, { names, index });
  if (data !== null && !isJsonList(data))
    throw notAFrame(`.data: expected a list of rows, found ${found(data)}`);
  if (data === null || data.length === 0) return gaps(names ?? [], index?.length ?? 0);
  // Like pandas, one row is repeated for every entry of the index.
  const rows = data.length === 1 && index !== undefined ? index.flatMap(() => data) : data;
  if (rows.length === 0) return gaps(names ?? [], 0);
  const columns = tableOfRows(rows, { names, fault: (detail) => notAFrame(`.data: ${detail}`) });
  if (index !== undefined && index.length !== rows.length)
    throw notAFrame(`.index has ${index.length} entries for ${rows.length} rows`);
  return { columns, rows: rows.length, locate: (column, row) => placeOf(columns, column, row) };
}

interface Labels {
  readonly names: readonly (string | number)[] | undefined;
  readonly index: readonly JsonValue[] | undefined;
}

/** Data by column, which pandas takes too: columns that are not there are gaps, and single values are repeated. */
function frameOfColumns(data: JsonObject, { names, index }: Labels): RawFrame {
  const columns = (names ?? namesOf(data)).map((name) => ({
    name,
    value: typeof name === "string" ? propertyOf(data, name) : undefined,
  }));
  const lengths = new Set(columns.flatMap(({ value }) => (isJsonList(value) ? [value.length] : [])));
  const [rows = index?.length] = lengths;
  if (columns.some(({ value }) => isJsonObject(value))) throw notAFrame(".data: an object is no column");
  if (rows === undefined) throw notAFrame(".data: single values need an index");
  if (lengths.size > 1 || rows !== (index?.length ?? rows))
    throw notAFrame(".data: all columns must be of the same length");
  const raw = columns.map(({ name, value = Number.NaN }) => ({
    name,
    values: isJsonList(value) ? value : Array.from({ length: rows }, () => value),
  }));
  return { columns: raw, rows, locate: (column, row) => placeOf(raw, column, row) };
}

function gaps(names: readonly (string | number)[], rows: number): RawFrame {
  const values = Array.from({ length: rows }, () => null);
  const columns = names.map((name) => ({ name, values }));
  return { columns, rows, locate: (column, row) => placeOf(columns, column, row) };
}

function placeOf(columns: readonly RawColumn[], column: string | number, row: number): string {
  const position = columns.findIndex((each) => each.name === column);
  return `dataframe_split.data[${row}][${position}] (column ${column})`;
}

function listOf(split: JsonObject, key: string): readonly JsonValue[] | undefined {
  const value = propertyOf(split, key);
  if (value === undefined || value === null) return undefined;
  if (!isJsonList(value)) throw notAFrame(`.${key}: expected a list, found ${found(value)}`);
  return value;
}

function nameOf(name: JsonValue, position: number): string | number {
  if (typeof name === "string" || typeof name === "number") return name;
  if (name === null) return Number.NaN;
  if (typeof name === "boolean") return Number(name);
  if (name instanceof PythonFloat) return name.value;
  throw notAFrame(`.columns[${position}]: expected a name, found ${found(name)}`);
}

function notADictionary(value: JsonValue): Error {
  const type = isJsonList(value) ? "list" : `type ${typeof value}`;
  return invalidRequest(`Invalid input. Dataframe split format must be a dictionary. Got ${type}.`);
}

function wrongFields(extra: string | undefined): Error {
  return invalidRequest(
    "Invalid input. Dataframe split format must have 'data' field and optionally 'columns' and 'index' fields. " +
      `Found ${extra === undefined ? "no 'data'" : found(extra)}.`,
  );
}

function notAFrame(detail: string): Error {
  return invalidRequest(
    `Invalid input. Provided dataframe_split field is not a valid dataframe representation in 'split' format. ` +
      `dataframe_split${detail}`,
  );
}
