import fc from "fast-check";
import type { GoodTables } from "./generated.ts";
import { jsonRequest, type ParityRequest } from "./parity-request.ts";
import type { Table } from "./tables.ts";

/** Tables whose columns are in another order, missing, there twice, or too many; or without a row. */
export function oddTables(good: fc.Arbitrary<GoodTables>): fc.Arbitrary<GoodTables> {
  return good.chain(({ columns, arrays }) => fc.record({ columns: odd(columns), arrays: odd(arrays) }));
}

function odd(table: Table): fc.Arbitrary<Table> {
  const { names } = table;
  const position = fc.nat({ max: Math.max(names.length - 1, 0) });
  return fc.oneof(
    fc.shuffledSubarray([...names.keys()], { minLength: names.length }).map((order) => pick(table, order)),
    position.map((missing) =>
      pick(
        table,
        [...names.keys()].filter((each) => each !== missing),
      ),
    ),
    position.map((twice) => pick(table, [...names.keys(), twice])),
    fc.constantFrom("1", '"x"', "null", "[1]").map((cell) => added(table, "extra", cell)),
    position.map((at) => ({
      ...table,
      names: names.map((name, index) => (index === at ? `${name} ` : name)),
    })),
    fc.constant({ ...table, rows: [] }),
    position.map((short) => withFirstRow(table, (row) => row.slice(0, short))),
    fc.constant(withFirstRow(table, (row) => row.concat("1"))),
  );
}

function withFirstRow(
  { names, rows: [first = [], ...rows] }: Table,
  change: (row: Table["rows"][number]) => Table["rows"][number],
): Table {
  return { names, rows: [change(first), ...rows] };
}

function pick({ names, rows }: Table, order: readonly number[]): Table {
  return {
    names: order.map((at) => names[at] ?? ""),
    rows: rows.map((row) => order.map((at) => row[at] ?? "null")),
  };
}

function added({ names, rows }: Table, name: string, cell: string): Table {
  return { names: [...names, name], rows: rows.map((row) => [...row, cell]) };
}

/** Bodies that begin as good ones: cut off, with a letter more or less, with fields beside the data. */
export function brokenBodies(request: ParityRequest): fc.Arbitrary<ParityRequest> {
  const text = String(request.body);
  const place = fc.nat({ max: text.length });
  const broken = fc.oneof(
    place.map((at) => text.slice(0, at)),
    fc
      .tuple(place, fc.constantFrom(...letters))
      .map(([at, letter]) => text.slice(0, at) + letter + text.slice(at)),
    place.map((at) => text.slice(0, at) + text.slice(at + 1)),
    fc.constantFrom(...beside).map((field) => `{${field}, ${text.slice(1)}`),
    fc.constantFrom(...beside).map((field) => `${text.slice(0, -1)}, ${field}}`),
    fc
      .constantFrom("[1]", "1", '"x"', "null", "{}", "[]", "[[]]", "[{}]")
      .map((value) => text.replace(/: .*/s, `: ${value}}`)),
  );
  const { category, name } = request;
  return broken.map((body) => jsonRequest(category, `${name}, broken`, body));
}

const letters = ["{", "}", "[", "]", ",", ":", '"', "0", " ", "-", "+", "e", "N", "\\", "\u0001"];

const beside = [
  '"params": null',
  '"params": {}',
  '"params": {"a": 1}',
  '"params": 5',
  '"signature_name": "x"',
  '"index": [1]',
  '"inputs": [1]',
  '"dataframe_split": {}',
  '"instances": []',
  '"predictions": 1',
  '"": 0',
];
