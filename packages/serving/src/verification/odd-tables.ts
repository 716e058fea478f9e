import type { DrawnColumn } from "./draw-table.ts";
import { oddCells } from "./odd-cells.ts";
import type { Random } from "./random.ts";
import type { Table } from "./table.ts";

const most = 60;

/** Tables of one row with one odd cell: a refusal is of a whole request, and would hide what other rows are answered. */
export function tablesWithOddCells(
  columns: readonly DrawnColumn[],
  draw: () => Table,
  random: Random,
): readonly Table[] {
  const odd = someOf(columns, random).map(({ at, type, known }) => ({
    at,
    cells: rotated(oddCells(type, known, random), random),
  }));
  const rounds = Math.max(0, ...odd.map(({ cells }) => cells.length));
  const places = Array.from({ length: rounds }, (_, round) =>
    odd.flatMap(({ at, cells }) => (round < cells.length ? [{ at, cell: cells[round] ?? "null" }] : [])),
  );
  return places
    .flat()
    .slice(0, most)
    .map(({ at, cell }) => {
      const { names, rows } = draw();
      return { names, rows: rows.map((row) => row.with(at, cell)) };
    });
}

/** All columns with their positions, or as many as there are tables for. */
function someOf(
  columns: readonly DrawnColumn[],
  random: Random,
): readonly (DrawnColumn & { readonly at: number })[] {
  const placed = columns.map((column, at) => ({ ...column, at }));
  if (columns.length <= most) return placed;
  const keys = new Map(placed.map((each) => [each, random.fraction()]));
  return placed.toSorted((one, other) => (keys.get(one) ?? 0) - (keys.get(other) ?? 0)).slice(0, most);
}

/** Tables of one row whose columns are others than the model's, or in another order. */
export function tablesOfOddColumns(columns: readonly DrawnColumn[], draw: () => Table): readonly Table[] {
  const optional = columns.flatMap(({ required }, at) => (required ? [] : [at])).slice(0, 6);
  const required = columns.findIndex((column) => column.required);
  const absent = [...optional, ...(required === -1 ? [] : [required])];
  const without = absent.map((at) => mapped(draw(), (row) => row.toSpliced(at, 1)));
  const withMore = mapped(draw(), (row, more) => [...row, more]);
  return [...without, mapped(draw(), (row) => row.toReversed()), withMore].filter(
    ({ rows }) => rows[0]?.length !== 0,
  );
}

/** The same change to the names and to each row. */
function mapped(
  { names, rows }: Table,
  change: (row: readonly string[], more: string) => readonly string[],
): Table {
  return { names: names && change(names, "one more"), rows: rows.map((row) => change(row, "1")) };
}

/** So that columns of one type do not all begin with the same odd cell. */
function rotated<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const start = random.integer(0, items.length - 1);
  return [...items.slice(start), ...items.slice(0, start)];
}
