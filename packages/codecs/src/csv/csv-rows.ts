import { parse } from "csv-parse/sync";
import { csvFault } from "./csv-fault.ts";

/** The cells of a CSV text: its header, and the rows below with an unnamed leading index. */
export interface CsvRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many fields of each row stand before those of the header, as an index. */
  readonly lead: number;
}

/** Reads CSV as pandas does: the first line names the columns, blank lines are nothing, short rows have gaps. */
export function csvRows(text: string): CsvRows {
  const [first, ...records] = recordsOf(text).filter((record) => !isBlank(record));
  if (first === undefined) throw csvFault("expected a header line and rows, found no columns to parse");
  const header = namesOf(first);
  // When rows are longer than the header, pandas takes their first fields for an index.
  const width = Math.max(header.length, records[0]?.length ?? 0);
  const lead = width - header.length;
  const rows = records.map((record, index) => {
    if (record.length > width)
      throw csvFault(`row ${index}: expected ${width} fields, found ${record.length}`);
    return Array.from({ length: width }, (_, position) => record[position] ?? "");
  });
  return { header, rows, lead };
}

function recordsOf(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      bom: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw csvFault(error instanceof Error ? error.message.slice(0, 100) : "malformed");
  }
}

function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0] !== "" && record[0]?.trim() === "";
}

/** A name that comes again gets a number; a field without one says where it stands. */
function namesOf(fields: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const [position, field] of fields.entries()) {
    const base = field === "" ? `Unnamed: ${position}` : field;
    let name = base;
    for (let count = 1; names.includes(name); count += 1) {
      const next = `${base}.${count}`;
      name = fields.includes(next) ? name : next;
    }
    names.push(name);
  }
  return names;
}
