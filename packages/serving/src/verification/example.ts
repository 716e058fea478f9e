import { isRecord, parseWritten, writtenText } from "./written-json.ts";
import type { Cell, Table } from "./table.ts";

/** What a request body of MLflow's holds; its numbers are `WrittenNumber`s. */
export interface Example {
  readonly field: "dataframe_split" | "dataframe_records" | "inputs" | "instances";
  readonly value: unknown;
}

const fields = ["dataframe_split", "dataframe_records", "inputs", "instances"] as const;

/** The data of a body; undefined where it is no JSON, or of another form, such as a chat. */
export function parseExample(body: string): Example | undefined {
  const parsed = parsedOrNothing(body);
  if (!isRecord(parsed)) return undefined;
  const field = fields.find((each) => Object.hasOwn(parsed, each));
  return field && { field, value: parsed[field] };
}

function parsedOrNothing(body: string): unknown {
  try {
    return parseWritten(body);
  } catch {
    return undefined;
  }
}

/** The example as rows and columns, whatever form it has; undefined where it has none. */
export function tableOfExample({ field, value }: Example): Table | undefined {
  if (field === "dataframe_split") return isRecord(value) ? tableOfSplit(value) : undefined;
  if (Array.isArray(value)) return value.some(isRecord) ? tableOfRecords(value) : tableOfRows(value);
  return isRecord(value) ? tableOfColumns(value) : tableOfRows([value]);
}

/** The arrays of an example by name, nested as they were sent; the one without a name under "". */
export function arraysOfExample(example: Example): Readonly<Record<string, unknown>> {
  const { field, value } = example;
  if (field === "inputs" && isRecord(value)) return value;
  if (Array.isArray(value) && value.some(isRecord)) return arraysOfRecords(value.filter(isRecord));
  return { "": field === "dataframe_split" && isRecord(value) ? value["data"] : value };
}

function tableOfSplit(split: Readonly<Record<string, unknown>>): Table {
  const rows = tableOfRows(listOf(split["data"])).rows;
  const names = split["columns"];
  return { names: Array.isArray(names) ? names.map(nameOf) : undefined, rows };
}

function tableOfRows(rows: readonly unknown[]): Table {
  return { names: undefined, rows: rows.map((row) => listOf(row).map(writtenText)) };
}

function tableOfRecords(items: readonly unknown[]): Table {
  const records = items.filter(isRecord);
  const names = [...new Set(records.flatMap((each) => Object.keys(each)))];
  return { names, rows: records.map((each) => names.map((name) => writtenText(each[name]))) };
}

function tableOfColumns(columns: Readonly<Record<string, unknown>>): Table {
  const names = Object.keys(columns);
  const lists = Object.values(columns).map(listOf);
  const rows = Math.max(0, ...lists.map((each) => each.length));
  const row = (at: number): readonly Cell[] => lists.map((each) => writtenText(each[at]));
  return { names, rows: Array.from({ length: rows }, (_, at) => row(at)) };
}

function arraysOfRecords(
  records: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>> {
  const names = new Set(records.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(Array.from(names, (name) => [name, records.map((each) => each[name])]));
}

/** A value alone counts as a list of one. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function nameOf(name: unknown): string {
  return typeof name === "string" ? name : writtenText(name);
}
