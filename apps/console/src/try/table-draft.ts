import type { Draft, Fault } from "./draft.ts";
import type { Field, RowForm } from "./field.ts";
import { parseCell } from "./parse-cell.ts";

/** What was typed into the fields of a row. */
export type Row = readonly string[];

/** The request that a form of rows describes; one row asks for one answer, several for a list. */
export function tableDraft(form: RowForm, rows: readonly Row[]): Draft {
  const parsed = rows.map((row) => form.fields.map((field, column) => parseCell(field, row[column] ?? "")));
  const faults = parsed.flatMap((cells, row) =>
    cells.flatMap((cell, column): readonly Fault[] =>
      cell.fault === undefined
        ? []
        : [{ row, column, message: cell.fault, isMissing: cell.isMissing ?? false }],
    ),
  );
  if (faults.length > 0) return { request: undefined, faults };
  const values = parsed.map((cells) =>
    cells.map((cell) => (cell.fault === undefined ? cell.value : undefined)),
  );
  return { request: { kind: "json", ...bodyOf(form, values) }, faults };
}

interface Body {
  readonly below: "/predict" | "/invocations";
  readonly body: string;
}

function bodyOf(form: RowForm, values: readonly (readonly unknown[])[]): Body {
  if (form.kind === "tensor") {
    const inputs = form.name === undefined ? values : { [form.name]: values };
    return { below: "/invocations", body: JSON.stringify({ inputs }) };
  }
  const records = values.map((row) => recordOf(form.fields, row));
  return { below: "/predict", body: JSON.stringify(records.length === 1 ? records[0] : records) };
}

/** Built from entries, so that a column may be called `__proto__`. */
function recordOf(fields: readonly Field[], row: readonly unknown[]): unknown {
  return Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]));
}
