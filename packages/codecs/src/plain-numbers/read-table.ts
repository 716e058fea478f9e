import type { NumberScanner } from "./number-scanner.ts";
import type { PlainColumn } from "./plain-plan.ts";
import { marks, takesCell, type Source } from "./source.ts";

/** The columns of a table, in some order. */
export type Columns = readonly PlainColumn[];

const columnsKey = Buffer.from('"columns"');
const indexKey = Buffer.from('"index"');
const dataKey = Buffer.from('"data"');

/** The order of the columns of a `dataframe_split` that has those of the signature; undefined where there is more to it. */
export function readSplit(source: Source, columns: Columns): Columns | undefined {
  const { scanner, cells } = source;
  const before = cells.length;
  if (!scanner.takes(marks.openObject)) return undefined;
  const early = readIndex(scanner);
  const order = readNames(scanner, columns);
  const index = early ?? readIndex(scanner);
  if (!order || !scanner.takesKey(dataKey) || !takesRows(source, order)) return undefined;
  if (index !== undefined && index * order.length !== cells.length - before) return undefined;
  return scanner.takes(marks.closeObject) ? order : undefined;
}

/** The order of the columns of a `dataframe_records` whose records are alike; undefined where there is more to it. */
export function readRecords(source: Source, columns: Columns): Columns | undefined {
  const { scanner } = source;
  if (!scanner.takes(marks.openList)) return undefined;
  const order: PlainColumn[] = [];
  if (!takesRecord(source, columns, order) || !isWhole(order, columns)) return undefined;
  while (scanner.takes(marks.comma)) if (!takesRecord(source, columns, order)) return undefined;
  return scanner.takes(marks.closeList) ? order : undefined;
}

/** How many entries an index has, if one comes next: of whole numbers, and with something behind it. */
function readIndex(scanner: NumberScanner): number | undefined {
  if (!scanner.takesKey(indexKey)) return undefined;
  let count = 0;
  if (!scanner.takes(marks.openList)) return Number.NaN;
  do {
    if (Number.isNaN(scanner.number()) || !scanner.isWhole) return Number.NaN;
    count += 1;
  } while (scanner.takes(marks.comma));
  return scanner.takes(marks.closeList) && scanner.takes(marks.comma) ? count : Number.NaN;
}

/** The columns in the order of the body. */
function readNames(scanner: NumberScanner, columns: Columns): Columns | undefined {
  if (!scanner.takesKey(columnsKey) || !scanner.takes(marks.openList)) return undefined;
  const order: PlainColumn[] = [];
  do {
    const column = readName(scanner, columns, order.length);
    if (!column) return undefined;
    order.push(column);
  } while (scanner.takes(marks.comma));
  const isEnd = scanner.takes(marks.closeList) && scanner.takes(marks.comma);
  return isEnd && isWhole(order, columns) ? order : undefined;
}

/** The column whose name comes next: mostly the one at this position. */
function readName(scanner: NumberScanner, columns: Columns, position: number): PlainColumn | undefined {
  const expected = columns[position];
  if (expected && scanner.takesAll(expected.text)) return expected;
  return columns.find(({ text }) => scanner.takesAll(text));
}

function isWhole(order: Columns, columns: Columns): boolean {
  if (order.length !== columns.length) return false;
  return order.every((column, at) => column === columns[at]) || new Set(order).size === order.length;
}

function takesRows(source: Source, order: Columns): boolean {
  const { scanner } = source;
  if (!scanner.takes(marks.openList)) return false;
  do if (!takesRow(source, order)) return false;
  while (scanner.takes(marks.comma));
  return scanner.takes(marks.closeList);
}

function takesRow(source: Source, order: Columns): boolean {
  const { scanner } = source;
  let mark: number = marks.openList;
  for (const { isInteger } of order) {
    if (!scanner.takes(mark) || !takesCell(source, isInteger)) return false;
    mark = marks.comma;
  }
  return scanner.takes(marks.closeList);
}

/** Reads a record with its names in this order, which the first record gives. */
function takesRecord(source: Source, columns: Columns, order: PlainColumn[]): boolean {
  const { scanner } = source;
  const isFirst = order.length === 0;
  for (let at = 0; at < columns.length; at += 1) {
    if (!scanner.takes(at === 0 ? marks.openObject : marks.comma)) return false;
    const column = readName(scanner, isFirst ? columns : order, at);
    if (!column || !scanner.takes(marks.colon) || !takesCell(source, column.isInteger)) return false;
    if (isFirst) order.push(column);
    else if (column !== order[at]) return false;
  }
  return scanner.takes(marks.closeObject);
}
