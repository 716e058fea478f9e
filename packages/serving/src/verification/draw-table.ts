import { GatewayError } from "@switchyard/core";
import { drawnCells, type DrawCell } from "./drawn-cells.ts";
import type { PlannedColumn } from "./draw-plan.ts";
import type { Reach } from "./number-source.ts";
import type { Random } from "./random.ts";
import type { Cell, Table } from "./table.ts";

/** A column that can be drawn. */
export interface DrawnColumn extends PlannedColumn {
  readonly draw: DrawCell;
}

/** The columns that rows are drawn of. Throws `load_failed` for a required one whose values nobody knows. */
export function drawnColumns(columns: readonly PlannedColumn[]): readonly DrawnColumn[] {
  return columns.flatMap((column, at) => {
    const draw = drawnCells(column.type, column.known);
    if (draw) return [{ ...column, draw }];
    if (!column.required) return [];
    const name = column.name ?? `column ${at}`;
    throw new GatewayError("load_failed", `${name} may hold anything and the model has no example of it`);
  });
}

/** How a table is to be drawn. */
export interface TableSize {
  readonly rows: number;
  readonly reach: Reach;
}

/** Rows of drawn cells, a part of them rows of the example with few cells drawn anew. */
export function drawTable(
  columns: readonly DrawnColumn[],
  { rows, reach }: TableSize,
  random: Random,
): Table {
  const examples = Math.min(...columns.map(({ known }) => known.length));
  const drawRow = (): readonly Cell[] => {
    if (examples === 0 || random.chance(0.7)) return columns.map(({ draw }) => draw(reach, random));
    const row = random.integer(0, examples - 1);
    const last = columns.length - 1;
    const changed = new Set([random.integer(0, last), random.integer(0, last)]);
    return columns.map(({ draw, known }, at) =>
      changed.has(at) ? draw(reach, random) : (known[row] ?? draw(reach, random)),
    );
  };
  return { names: namesOf(columns), rows: Array.from({ length: rows }, drawRow) };
}

/** Undefined where the columns are told by their position. */
function namesOf(columns: readonly DrawnColumn[]): readonly string[] | undefined {
  const names = columns.flatMap(({ name }) => name ?? []);
  return names.length === columns.length ? names : undefined;
}
