import type { ColumnSpec, ModelInput, ModelSignature } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { enforceColumns, type TypedColumn } from "../schema/enforce-columns.ts";
import { inferCsvColumn, typedCsvColumn } from "./csv-column.ts";
import { csvFault } from "./csv-fault.ts";
import { csvRows, type CsvRows } from "./csv-rows.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The table of a CSV body, as `pandas.read_csv` reads it with the types of the signature. */
export function decodeCsv(body: Uint8Array, signature: ModelSignature | undefined): ModelInput {
  const schema = signature?.inputs;
  if (schema?.kind === "tensors") throw csvFault("this model takes tensors, which CSV cannot carry");
  const composite = schema?.columns.find(({ type }) => type.kind !== "scalar");
  if (composite !== undefined)
    throw csvFault(`column ${composite.name}: CSV cannot carry ${composite.type.kind} cells`);
  const csv = csvRows(textOf(body));
  const { rows } = csv;
  if (schema !== undefined) {
    checkIndex(csv, schema.columns);
    const columns = csv.header.map((name, position) =>
      columnOf(csv, position, specOf(schema.columns, name, position + csv.lead)),
    );
    return enforceColumns({ columns, rows: rows.length }, schema.columns);
  }
  const columns = csv.header.map((name, position) => ({
    name,
    values: inferCsvColumn(cellsAt(csv, position)),
  }));
  return { form: "frame", columns, rows: rows.length };
}

function textOf(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw invalidRequest("Invalid input. Ensure that input is a valid UTF-8 encoded string.");
  }
}

/** Types without names count the fields of a row, those of its index too. */
function checkIndex(csv: CsvRows, specs: readonly ColumnSpec[]): void {
  for (const [position, { name, type }] of specs.slice(0, csv.lead).entries())
    if (name === undefined && type.kind === "scalar")
      typedCsvColumn(String(position), cellsAt(csv, position - csv.lead), type.type);
}

/** Columns without a name in the signature are meant by their position. */
function specOf(specs: readonly ColumnSpec[], name: string, position: number): ColumnSpec | undefined {
  const named = specs.find((spec) => spec.name === name);
  return named ?? (specs[position]?.name === undefined ? specs[position] : undefined);
}

function columnOf(csv: CsvRows, position: number, spec: ColumnSpec | undefined): TypedColumn {
  const name = csv.header[position] ?? "";
  const cells = cellsAt(csv, position);
  if (spec?.type.kind !== "scalar") return { name, values: inferCsvColumn(cells) };
  return { name, values: typedCsvColumn(name, cells, spec.type.type) };
}

function cellsAt({ rows, lead }: CsvRows, position: number): readonly string[] {
  return rows.map((row) => row[lead + position] ?? "");
}
