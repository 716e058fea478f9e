import type { Column, ModelInput } from "@switchyard/core";
import type { Cells } from "./cells.ts";
import type { PlainColumn, PlainPlan, PlainTensor } from "./plain-plan.ts";

/** How the numbers of a body lie: rows of an array by the sizes of the others, or of a table by its columns. */
export interface Layout {
  readonly rows: number;
  /** What makes a row: columns in the order of the body, or the lengths of lists within lists. */
  readonly row: readonly (PlainColumn | number)[];
}

/** Whether the rows of these bodies may stand below each other. */
export function isSameRow({ row: one }: Layout, { row: other }: Layout): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

/** The input that the numbers make; undefined where one of them is not of its type. */
export function inputOf(cells: Cells, plan: PlainPlan, layout: Layout): ModelInput | undefined {
  return plan.kind === "tensor" ? arrayOf(cells, plan.tensor, layout) : tableOf(cells, plan.columns, layout);
}

function arrayOf(cells: Cells, { name, dtype }: PlainTensor, { rows, row }: Layout): ModelInput | undefined {
  const array = cells.toTensor(dtype, [rows, ...row.filter((each) => typeof each === "number")]);
  if (array === undefined || name === undefined) return array && { form: "array", array };
  return { form: "named", arrays: Object.fromEntries([[name, array]]) };
}

function tableOf(
  cells: Cells,
  columns: readonly PlainColumn[],
  { rows, row }: Layout,
): ModelInput | undefined {
  const table: Column[] = [];
  for (const [at, column] of columns.entries()) {
    const place = row[at] === column ? at : row.indexOf(column);
    const values = cells.toColumn(column.dtype, place, row.length);
    if (!values) return undefined;
    table.push({ name: column.name, values });
  }
  return { form: "frame", columns: table, rows };
}
