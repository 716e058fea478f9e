import type { Cells } from "./cells.ts";
import type { NumberScanner } from "./number-scanner.ts";

/** What the numbers of a request are read from, and what gathers them. */
export interface Source {
  readonly scanner: NumberScanner;
  readonly cells: Cells;
}

/** The bytes that give JSON its structure. */
export const marks = {
  openObject: 0x7b,
  closeObject: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
  comma: 0x2c,
  colon: 0x3a,
} as const;

/** Gathers the number that comes next, if it is a plain one of the kind that is wanted. */
export function takesCell({ scanner, cells }: Source, isInteger: boolean): boolean {
  const value = scanner.number();
  if (Number.isNaN(value) || (isInteger && !scanner.isWhole)) return false;
  return cells.push(value);
}
