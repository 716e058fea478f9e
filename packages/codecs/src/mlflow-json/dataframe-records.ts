import { invalidRequest } from "../faults.ts";
import type { RawFrame } from "../frames/raw-frame.ts";
import { tableOfRows } from "../frames/table-of-rows.ts";
import { isJsonList, isJsonObject, type JsonValue } from "../json/json-value.ts";

/** The table of a `dataframe_records`: objects by row; lists and scalars get numbers for names. */
export function frameOfRecords(value: JsonValue): RawFrame {
  if (!isJsonList(value)) throw notAList(value);
  const columns = value.length === 0 ? [] : tableOfRows(value, { names: undefined, fault: notAFrame });
  return { columns, rows: value.length, locate };
}

function locate(column: string | number, row: number): string {
  return `dataframe_records[${row}].${column}`;
}

function notAList(value: JsonValue): Error {
  const type = isJsonObject(value) ? "dictionary" : `type ${typeof value}`;
  return invalidRequest(`Invalid input. Dataframe records format must be a list of records. Got ${type}.`);
}

function notAFrame(detail: string): Error {
  return invalidRequest(
    "Invalid input. Provided dataframe_records field is not a valid dataframe representation in 'records' format. " +
      `dataframe_records: ${detail}`,
  );
}
