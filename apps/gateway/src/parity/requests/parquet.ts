import fc from "fast-check";
import type { Field, ModelShape } from "../fields.ts";
import type { ParityRequest } from "./parity-request.ts";
import { listText, objectText } from "./json-text.ts";
import { tablesOf, type Table } from "./tables.ts";

/** A table for `scripts/testbed/parquet_body.py`, which makes a file of it. */
export interface ParquetTable {
  readonly name: string;
  readonly json: string;
}

/** Tables whose columns have the type that the model asks for, or another one. */
export function parquetTables(
  shape: ModelShape,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): readonly ParquetTable[] {
  const tables = tablesOf(shape.columns, shape.rows);
  return fc.sample(
    tables.chain((table) => written(table, shape.columns)),
    { seed, numRuns: runs },
  );
}

/** Asks for the file; undefined when there is none of such a table. */
export async function parquetRequest(
  mlflow: string,
  { name, json }: ParquetTable,
): Promise<ParityRequest | undefined> {
  const response = await fetch(`${mlflow}/parquet/`, { method: "POST", body: json });
  if (response.status !== 200) return undefined;
  const body = new Uint8Array(await response.arrayBuffer());
  return { category: "parquet", name, contentType: "application/vnd.apache.parquet", body };
}

function written({ names, rows }: Table, fields: readonly Field[]): fc.Arbitrary<ParquetTable> {
  const columns = names.map((name, position) => {
    const cells = rows.map((row) => withGap(row[position] ?? "null"));
    return fc.tuple(fc.constant(name), dtypesFor(fields[position]), fc.tuple(...cells));
  });
  return fc.tuple(fc.tuple(...columns), indexes, compressions).map(([all, index, compression]) => {
    const texts = all.map(([name, dtype, values]) =>
      listText([JSON.stringify(name), JSON.stringify(dtype), listText(values)]),
    );
    const entries = [
      ["columns", listText(texts)],
      ["index", JSON.stringify(index)],
      ["compression", JSON.stringify(compression)],
    ] as const;
    return {
      name: `columns of ${all.map(([, dtype]) => dtype ?? "any type").join(", ")}`,
      json: objectText(entries),
    };
  });
}

function withGap(cell: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 19, arbitrary: fc.constant(cell) },
    { weight: 1, arbitrary: fc.constant("null") },
  );
}

const indexes = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constantFrom("", "row"));
const compressions = fc.constantFrom("snappy", "gzip", "zstd", "brotli", "lz4", null);

const ownDtypes: Readonly<Record<string, string>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "str",
  datetime: "datetime64[ns]",
  binary: "binary",
};

const otherDtypes =
  "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 Int32 Int64 Float64 boolean " +
  "str object category datetime64[ns] datetime64[us] datetime64[s] datetime64[ns,UTC] date binary";

/** Mostly what pandas would have for it. */
function dtypesFor(field: Field | undefined): fc.Arbitrary<string | null> {
  const own = ownDtypes[field?.dtype ?? ""] ?? field?.dtype ?? null;
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(own === "string" ? "str" : own) },
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(...otherDtypes.split(" ")) },
  );
}
