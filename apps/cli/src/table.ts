import { stripVTControlCharacters } from "node:util";
import { paint } from "./paint.ts";

/** Rows below a head, columns aligned by spaces; colours take no room. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head.map((cell) => paint("head", cell)), ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd();
  return `${all.map(line).join("\n")}\n`;
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
