import fc from "fast-check";
import type { Field } from "../fields.ts";
import { listText, objectText } from "./json-text.ts";

/** Rows of JSON texts under names. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Tables that are right for these fields, in the order of the fields. */
export function tablesOf(fields: readonly Field[], rows: number | undefined): fc.Arbitrary<Table> {
  const row = fc.tuple(...fields.map(({ cells }) => cells));
  const length = rows === undefined ? { minLength: 1, maxLength: 4 } : { minLength: rows, maxLength: rows };
  return fc.array(row, length).map((all) => ({ names: fields.map(({ name }) => name), rows: all }));
}

/** A way to send a table. */
export type Form = (table: Table) => string;

type FrameForm = "split" | "split without columns" | "records" | "records of lists";

/** MLflow's forms that become a table. */
export const frameForms: Readonly<Record<FrameForm, Form>> = {
  split: ({ names, rows }) => envelope("dataframe_split", split(names, rows)),
  "split without columns": ({ rows }) => envelope("dataframe_split", objectText([["data", matrix(rows)]])),
  records: (table) => envelope("dataframe_records", records(table)),
  "records of lists": ({ rows }) => envelope("dataframe_records", matrix(rows)),
};

type ArrayForm =
  | `inputs ${"by name" | "as rows" | "as records" | "as one list" | "as one record" | "as one value"}`
  | `instances ${"as records" | "as rows" | "as one list" | "by name"}`;

/** MLflow's forms that become arrays. */
export const arrayForms: Readonly<Record<ArrayForm, Form>> = {
  "inputs by name": (table) => envelope("inputs", byName(table)),
  "inputs as rows": ({ rows }) => envelope("inputs", matrix(rows)),
  "inputs as records": (table) => envelope("inputs", records(table)),
  "inputs as one list": ({ rows }) => envelope("inputs", firstColumn(rows)),
  "inputs as one record": (table) => envelope("inputs", records(table, 1).slice(1, -1)),
  "inputs as one value": ({ rows }) => envelope("inputs", rows[0]?.[0] ?? "null"),
  "instances as records": (table) => envelope("instances", records(table)),
  "instances as rows": ({ rows }) => envelope("instances", matrix(rows)),
  "instances as one list": ({ rows }) => envelope("instances", firstColumn(rows)),
  "instances by name": (table) => envelope("instances", byName(table)),
};

/** A body with one field. */
export function envelope(field: string, value: string): string {
  return objectText([[field, value]]);
}

function split(names: readonly string[], rows: Table["rows"]): string {
  return objectText([
    ["columns", JSON.stringify(names)],
    ["data", matrix(rows)],
  ]);
}

function matrix(rows: Table["rows"]): string {
  return listText(rows.map(listText));
}

function records({ names, rows }: Table, count = rows.length): string {
  const objects = rows
    .slice(0, count)
    .map((row) => objectText(names.map((name, at) => [name, row[at] ?? "null"])));
  return listText(objects);
}

function byName({ names, rows }: Table): string {
  return objectText(names.map((name, at) => [name, listText(rows.map((row) => row[at] ?? "null"))]));
}

function firstColumn(rows: Table["rows"]): string {
  return listText(rows.map(([first = "null"]) => first));
}
