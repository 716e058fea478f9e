/** Cells that all drawn rows together may have; models of pictures would be sent gigabytes. */
const maxCells = 4_000_000;
const fewestRows = 24;

/** Some batches are as large as a model's runtime likes them, some are of one row, as most requests are. */
const allCounts: readonly number[] = [
  ...Array.from({ length: 60 }, () => 32),
  ...Array.from({ length: 24 }, () => 7),
  ...Array.from({ length: 50 }, () => 1),
];
const allRows = allCounts.reduce((sum, rows) => sum + rows, 0);

/** How many rows each drawn request has: 2,138 in all, fewer where a row is very large. */
export function rowCounts(cellsPerRow: number): readonly number[] {
  const rows = Math.max(fewestRows, Math.floor(maxCells / Math.max(1, cellsPerRow)));
  return rows >= allRows ? allCounts : fewerRows(rows);
}

/** A third of the requests have four rows, the others one. */
function fewerRows(rows: number): readonly number[] {
  return Array.from({ length: Math.ceil(rows / 2) }, (_, at) => (at % 3 === 0 ? 4 : 1));
}
