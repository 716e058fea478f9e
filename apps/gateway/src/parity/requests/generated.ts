import fc from "fast-check";
import type { ModelShape } from "../fields.ts";
import { anyOddCell, oddCells } from "./cells.ts";
import { csvRequests } from "./csv.ts";
import { jsonRequest, type Category, type ParityRequest } from "./parity-request.ts";
import { brokenBodies, oddTables } from "./structures.ts";
import { arrayForms, frameForms, tablesOf, type Form, type Table } from "./tables.ts";

export interface Sampling {
  readonly seed: number;
  /** How many requests of each kind. */
  readonly runs: number;
}

/** Requests made at random for a model: right ones in every form, odd values, odd structures, CSV. */
export function generatedRequests(shape: ModelShape, { seed, runs }: Sampling): readonly ParityRequest[] {
  const good = goodTables(shape);
  const kinds: readonly (readonly [fc.Arbitrary<ParityRequest>, number])[] = [
    [sent("forms", good), runs],
    [sent("values", good.chain(withOddCells)), 2 * runs],
    [sent("structure", oddTables(good)), runs],
    [sent("structure", good).chain(brokenBodies), Math.ceil(runs / 2)],
    [good.chain(({ columns }) => csvRequests(columns)), runs],
  ];
  return kinds.flatMap(([kind, numRuns]) => fc.sample(kind, { numRuns, seed }));
}

/** The odd values in a column of each kind; in every form that reads values in its own way, or in one that varies. */
export function oddValueRequests(
  shape: ModelShape,
  { seed, thorough }: Sampling & { readonly thorough: boolean },
): readonly ParityRequest[] {
  const [both] = fc.sample(goodTables(shape), { numRuns: 1, seed });
  if (!both) return [];
  const forms = formsToTry(both);
  return columnsToTry(shape).flatMap((column) =>
    oddCells.flatMap((cell, turn) => {
      if (!thorough && (turn + column + seed) % 2 > 0) return [];
      const chosen = thorough ? forms : forms.slice((turn + seed) % forms.length).slice(0, 1);
      return chosen.map(([name, form, table]) => {
        const body = form(withCell(table, { row: 0, column, cell }));
        return jsonRequest("values", `${name}, ${table.names[column]}: ${cell}`, body);
      });
    }),
  );
}

function formsToTry({ columns, arrays }: GoodTables): readonly (readonly [string, Form, Table])[] {
  return [
    ["split", frameForms.split, columns],
    ["inputs by name", arrayForms["inputs by name"], arrays],
    ["inputs as records", arrayForms["inputs as records"], arrays],
    ["instances as records", arrayForms["instances as records"], arrays],
  ];
}

/** A good table for each of the two ways of sending one. */
export interface GoodTables {
  readonly columns: Table;
  readonly arrays: Table;
}

function goodTables({ columns, arrays, rows }: ModelShape): fc.Arbitrary<GoodTables> {
  return fc.record({ columns: tablesOf(columns, rows), arrays: tablesOf(arrays, rows) });
}

function sent(category: Category, tables: fc.Arbitrary<GoodTables>): fc.Arbitrary<ParityRequest> {
  const frames = Object.entries<Form>(frameForms).map(([name, form]) => ["columns", name, form] as const);
  const arrays = Object.entries<Form>(arrayForms).map(([name, form]) => ["arrays", name, form] as const);
  const forms = fc.oneof(fc.constantFrom(...frames), fc.constantFrom(...arrays));
  return fc
    .tuple(tables, forms)
    .map(([both, [kind, name, form]]) => jsonRequest(category, name, form(both[kind])));
}

/** One to three values of a table are exchanged. */
function withOddCells(both: GoodTables): fc.Arbitrary<GoodTables> {
  return fc.record({ columns: oddIn(both.columns), arrays: oddIn(both.arrays) });
}

function oddIn(table: Table): fc.Arbitrary<Table> {
  const place = fc.record({
    row: fc.nat({ max: Math.max(table.rows.length - 1, 0) }),
    column: fc.nat({ max: Math.max(table.names.length - 1, 0) }),
    cell: anyOddCell,
  });
  const exchanged = fc.array(place, { minLength: 1, maxLength: 3 });
  return exchanged.map((places) => places.reduce((changed, at) => withCell(changed, at), table));
}

interface Exchanged {
  readonly row: number;
  readonly column: number;
  readonly cell: string;
}

function withCell({ names, rows }: Table, { row, column, cell }: Exchanged): Table {
  const exchanged = (values: readonly string[]): readonly string[] =>
    values.map((value, at) => (at === column ? cell : value));
  return { names, rows: rows.map((values, index) => (index === row ? exchanged(values) : values)) };
}

/** The first column of each kind. */
function columnsToTry({ columns }: ModelShape): readonly number[] {
  const kinds = columns.map(({ kind }) => kind);
  return [...kinds.keys()].filter((position) => kinds.indexOf(kinds[position] ?? "") === position);
}
