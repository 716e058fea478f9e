import type { DrawPlan } from "./draw-plan.ts";
import { csvRequest, jsonRequest, type DrawnRequest } from "./drawn-request.ts";
import { listText, objectText, type Table } from "./table.ts";

/** A way to send a table. */
export type TableForm = (table: Table) => DrawnRequest;

type ColumnsPlan = Extract<DrawPlan, { readonly kind: "columns" }>;

/** The form that most tables are sent in: of a table's own where a model has a signature, else the example's. */
export function mainForm({ exampleField }: ColumnsPlan): TableForm {
  return exampleField === "inputs" || exampleField === "instances" ? recordsUnder(exampleField) : split;
}

/** The other forms that mean the same to a model of these columns. */
export function otherForms({ columns, exampleField }: ColumnsPlan): readonly TableForm[] {
  if (exampleField === "inputs" || exampleField === "instances") return [recordsUnder(exampleField)];
  const named = columns.every(({ name }) => name !== undefined);
  const frames = named ? [records] : [rowsUnder("dataframe_records")];
  const csvForms = named && columns.every(({ type }) => isPlain(type)) ? [csv] : [];
  if (exampleField !== undefined) return [...frames, ...csvForms];
  const arrays = named
    ? [byName, recordsUnder("inputs"), recordsUnder("instances")]
    : [rowsUnder("inputs"), rowsUnder("instances")];
  return [...frames, ...csvForms, ...arrays];
}

/** CSV has no form for bytes, times and nested values. */
function isPlain(type: ColumnsPlan["columns"][number]["type"]): boolean {
  return type.kind === "scalar" && type.type !== "binary" && type.type !== "datetime";
}

function split({ names, rows }: Table): DrawnRequest {
  const columns = names ? [["columns", JSON.stringify(names)] as const] : [];
  return enveloped("dataframe_split", rows.length, objectText([...columns, ["data", matrix(rows)]]));
}

const records: TableForm = (table) => enveloped("dataframe_records", table.rows.length, recordsText(table));

function recordsUnder(field: "inputs" | "instances"): TableForm {
  return (table) => enveloped(field, table.rows.length, recordsText(table));
}

function rowsUnder(field: "dataframe_records" | "inputs" | "instances"): TableForm {
  return ({ rows }) => enveloped(field, rows.length, matrix(rows));
}

const byName: TableForm = ({ names = [], rows }) => {
  const columns = names.map((name, at) => [name, listText(rows.map((row) => row[at] ?? "null"))] as const);
  return enveloped("inputs", rows.length, objectText(columns));
};

const csv: TableForm = ({ names = [], rows }) => {
  const lines = [names.map(csvText), ...rows.map((row) => row.map(csvCell))];
  return csvRequest(rows.length, `${lines.map((line) => line.join(",")).join("\n")}\n`);
};

function enveloped(field: string, rows: number, value: string): DrawnRequest {
  return jsonRequest(rows, objectText([[field, value]]));
}

function matrix(rows: Table["rows"]): string {
  return listText(rows.map(listText));
}

function recordsText({ names = [], rows }: Table): string {
  return listText(rows.map((row) => objectText(names.map((name, at) => [name, row[at] ?? "null"]))));
}

function csvCell(cell: string): string {
  if (cell === "null") return "";
  return csvText(cell.startsWith('"') ? String(JSON.parse(cell)) : cell);
}

function csvText(text: string): string {
  return /[",\n\r]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
