import { isRecord } from "../format/is-record.ts";
import type { RowForm } from "./field.ts";
import type { Row } from "./table-draft.ts";

/** The rows of an input example as one would type them; none where it has another form. */
export function exampleRows(example: unknown, { fields, kind }: RowForm): readonly Row[] {
  if (!isRecord(example)) return [];
  const rows = kind === "tensor" ? rowsOf(onlyTensor(example)) : recordsOf(example);
  return rows.map((row) =>
    fields.map(({ name }, index) =>
      cellText(Array.isArray(row) ? row[index] : isRecord(row) ? row[name] : row),
    ),
  );
}

function recordsOf(example: Readonly<Record<string, unknown>>): readonly unknown[] {
  const split = example["dataframe_split"];
  if (isRecord(split)) return splitRows(split);
  const { inputs } = example;
  if (isRecord(inputs)) return columnRows(inputs);
  return rowsOf(example["dataframe_records"] ?? example["instances"] ?? inputs);
}

function splitRows({ columns, data }: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (!Array.isArray(columns)) return rowsOf(data);
  return rowsOf(data).map((row) =>
    Array.isArray(row) ? Object.fromEntries(columns.map((name, index) => [String(name), row[index]])) : row,
  );
}

/** `inputs` by column: a list of values each, or one value. */
function columnRows(inputs: Readonly<Record<string, unknown>>): readonly unknown[] {
  const columns = Object.entries(inputs).map(([name, values]) => [name, rowsOf(values)] as const);
  const count = Math.max(0, ...columns.map(([, values]) => values.length));
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[row]])),
  );
}

function onlyTensor({ inputs, instances }: Readonly<Record<string, unknown>>): unknown {
  return isRecord(inputs) ? Object.values(inputs)[0] : (inputs ?? instances);
}

function rowsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
