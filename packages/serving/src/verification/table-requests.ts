import type { DrawPlan } from "./draw-plan.ts";
import { drawnColumns, drawTable } from "./draw-table.ts";
import type { DrawnRequest } from "./drawn-request.ts";
import { tablesOfOddColumns, tablesWithOddCells } from "./odd-tables.ts";
import type { Random } from "./random.ts";
import { rowCounts } from "./row-counts.ts";
import { mainForm, otherForms, type TableForm } from "./table-forms.ts";
import type { Table } from "./table.ts";

type ColumnsPlan = Extract<DrawPlan, { readonly kind: "columns" }>;

/** Requests for a model of columns: most in its main form, some in the others; what is odd is in a request of one row. */
export function tableRequests(plan: ColumnsPlan, random: Random): readonly DrawnRequest[] {
  const columns = drawnColumns(plan.columns);
  const [form, others] = [mainForm(plan), otherForms(plan)];
  const send = (table: Table, at: number): DrawnRequest => {
    const other = at % 3 === 2 ? others[Math.floor(at / 3) % others.length] : undefined;
    return (other ?? form)(table);
  };
  const oneRow = (): Table => drawTable(columns, { rows: 1, reach: "usual" }, random);
  const drawn = rowCounts(columns.length).map((rows, at) =>
    drawTable(columns, { rows, reach: at % 2 === 0 ? "usual" : "wide" }, random),
  );
  const odd = tablesWithOddCells(columns, oneRow, random);
  return [
    ...drawn.map(send),
    ...odd.map(form),
    ...oddAgain(odd, others, random),
    ...tablesOfOddColumns(columns, oneRow).map(form),
  ];
}

const times = 24;

/** Some odd cells in other forms, since those are read in other ways. */
function oddAgain(
  odd: readonly Table[],
  others: readonly TableForm[],
  random: Random,
): readonly DrawnRequest[] {
  if (odd.length === 0 || others.length === 0) return [];
  return Array.from({ length: times }, () => random.pick(others)(random.pick(odd)));
}
