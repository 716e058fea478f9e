import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, type JsonValue } from "../json/json-value.ts";
import type { RawColumn, TableOptions } from "./raw-frame.ts";
import { tableOfRecords } from "./table-of-records.ts";

/** The columns of a list of rows, of records, or of one column's values; short rows end in null. */
export function tableOfRows(rows: readonly JsonValue[], options: TableOptions): readonly RawColumn[] {
  const { names, fault } = options;
  const [first] = rows;
  if (isJsonObject(first)) return tableOfRecords(rows, options);
  const nested = isJsonList(first);
  const width = nested ? widthOf(rows, fault) : 1;
  if (names !== undefined && names.length !== width)
    throw fault(`${names.length} columns are named, but the longest row has ${width} values`);
  const columns = names ?? Array.from({ length: width }, (_, position) => position);
  if (!nested) return columns.map((name) => ({ name, values: rows }));
  return columns.map((name, position) => ({ name, values: valuesAt(rows, position) }));
}

function widthOf(rows: readonly JsonValue[], fault: TableOptions["fault"]): number {
  let width = 0;
  for (const [index, row] of rows.entries()) {
    if (!isJsonList(row)) throw fault(`row ${index}: expected a list of values, found ${found(row)}`);
    if (row.length > width) width = row.length;
  }
  return width;
}

function valuesAt(rows: readonly JsonValue[], position: number): readonly JsonValue[] {
  const values: JsonValue[] = [];
  for (const row of rows) values.push(isJsonList(row) ? (row[position] ?? null) : null);
  return values;
}
