import type { Field } from "./field.ts";
import type { Row } from "./table-draft.ts";

const mostRows = 100;

/** Rows out of a spreadsheet or a CSV file: with a header in any order of columns, or in the order of the fields. */
export function parsePasted(text: string, fields: readonly Field[]): readonly Row[] {
  const lines = splitLines(text, text.includes("\t") ? "\t" : ",");
  const [first = []] = lines;
  const names = first.map((name) => name.trim());
  const isNamed = ({ name }: Field): boolean => names.includes(name);
  const hasHeader = fields.some(isNamed) && fields.every((field) => !field.required || isNamed(field));
  const rows = hasHeader ? lines.slice(1) : lines;
  return rows
    .slice(0, mostRows)
    .map((cells) =>
      fields.map(({ name }, index) => cells[hasHeader ? names.indexOf(name) : index]?.trim() ?? ""),
    );
}

/** Cells may stand in double quotes, and a quote in them is doubled (RFC 4180). */
function splitLines(text: string, separator: string): readonly (readonly string[])[] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, "gy");
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(cell)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === separator) continue;
    if (line.some((each) => each.trim() !== "")) lines.push(line);
    line = [];
    if (end === "") break;
  }
  return lines;
}
