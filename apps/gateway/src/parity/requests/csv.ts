import fc from "fast-check";
import type { ParityRequest } from "./parity-request.ts";
import type { Table } from "./tables.ts";

/** Tables as CSV, mostly as pandas writes them, some with what CSV files are found to hold. */
export function csvRequests({ names, rows }: Table): fc.Arbitrary<ParityRequest> {
  const cells = rows.map((row) => fc.tuple(...row.map((cell) => withOdd(plain(cell)))));
  const lines = fc.tuple(fc.tuple(...names.map((name) => fc.constant(quoted(name)))), ...cells);
  const endings = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r");
  return fc.tuple(lines, endings, oddities).map(([all, ending, oddity]) => ({
    category: "csv",
    name: oddity.name,
    contentType: "text/csv",
    body: oddity.make(
      all.map((line) => line.join(",")),
      ending,
    ),
  }));
}

/** What the field of a JSON text is in CSV. */
function plain(cell: string): string {
  const value = cell.startsWith('"') ? String(JSON.parse(cell)) : cell;
  return quoted(value);
}

function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const odd = [
  "",
  "NA",
  "NaN",
  "null",
  "None",
  "N/A",
  "#N/A",
  "nan",
  "-nan",
  "1.5",
  "1",
  " 1",
  "1 ",
  "007",
  "true",
  "TRUE",
  "False",
  "yes",
  "inf",
  "-inf",
  "Infinity",
  "1e3",
  "1e400",
  "9007199254740993",
  "9223372036854775808",
  "0x10",
  "1,000",
  "x",
  '"x"',
  '""',
  '"a,b"',
  '"a""b"',
  "é",
  "2020-01-01",
  "2020-01-01T00:00:00Z",
  "[1]",
  "{}",
  "1_000",
  "+1",
  "--1",
  "'1'",
  "\t",
  "1;2",
];

function withOdd(cell: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(cell) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

interface Oddity {
  readonly name: string;
  readonly make: (lines: readonly string[], ending: string) => string;
}

const whole: Oddity = { name: "plain", make: (lines, ending) => lines.join(ending) + ending };

const oddities: fc.Arbitrary<Oddity> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(whole) },
  {
    weight: 10,
    arbitrary: fc.constantFrom<Oddity[]>(
      { name: "no last line end", make: (lines, ending) => lines.join(ending) },
      { name: "empty lines", make: (lines, ending) => lines.join(ending + ending) + ending + ending },
      { name: "byte order mark", make: (lines, ending) => `\u{feff}${lines.join(ending)}${ending}` },
      {
        name: "an index before",
        make: (lines, ending) => lines.map((line, row) => (row === 0 ? line : `${row},${line}`)).join(ending),
      },
      {
        name: "a named index",
        make: (lines, ending) =>
          lines.map((line, row) => (row === 0 ? `,${line}` : `${row},${line}`)).join(ending),
      },
      {
        name: "one field too many",
        make: (lines, ending) => lines.map((line, row) => (row === 2 ? `${line},1` : line)).join(ending),
      },
      {
        name: "one field too few",
        make: (lines, ending) =>
          lines.map((line, row) => (row === 1 ? line.replace(/,[^,]*$/, "") : line)).join(ending),
      },
      { name: "header only", make: ([header = ""], ending) => header + ending },
      {
        name: "blanks after commas",
        make: (lines, ending) => lines.map((line) => line.replaceAll(",", ", ")).join(ending),
      },
      { name: "a quote left open", make: (lines, ending) => `${lines.join(ending)}"` },
      {
        name: "a column twice",
        make: (lines, ending) => lines.map((line) => `${line},${line}`).join(ending),
      },
      {
        name: "columns turned round",
        make: (lines, ending) => lines.map((line) => line.split(",").toReversed().join(",")).join(ending),
      },
    ),
  },
);
