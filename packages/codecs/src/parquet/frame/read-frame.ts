import { assemble } from "../columns/assemble.ts";
import type { Series } from "../columns/python-value.ts";
import { vectorSeries } from "../columns/vector-series.ts";
import { Budget } from "../budget.ts";
import { arrowHints } from "../format/arrow-schema.ts";
import { readFooter, type Footer } from "../format/footer.ts";
import { readColumn, type LeafColumn, type OpenFile } from "../format/read-column.ts";
import type { SchemaNode } from "../format/schema-node.ts";
import { parquetFault } from "../parquet-fault.ts";
import type { PandasColumn, PandasFrame } from "./pandas-frame.ts";
import { pandasMetadata, type IndexPart, type PandasField, type PandasMetadata } from "./pandas-metadata.ts";

/** Reads a whole Parquet file as pandas 3 does through pyarrow; throws `invalid_request` where they raise. */
export function readFrame(file: Uint8Array): PandasFrame {
  const budget = new Budget(file.length);
  const footer = readFooter(file, budget);
  const { columns, metadata } = footer;
  if (new Set(columns.map(({ name }) => name)).size < columns.length)
    throw parquetFault("two columns have one name");
  const hints = arrowHints(metadata.get("ARROW:schema"));
  const pandas = pandasMetadata(metadata.get("pandas"));
  const series = columns.map((node, position) => {
    const vector = assemble(node, leafReader({ file, footer, budget }));
    return [node.name, typed(vectorSeries(vector, hints[position]), pandas.columns.get(node.name))] as const;
  });
  return frameOf(series, pandas, footer);
}

function leafReader(open: OpenFile): (leaf: SchemaNode) => LeafColumn {
  const read = new Map<SchemaNode, LeafColumn>();
  return (leaf) => {
    const column = read.get(leaf) ?? readColumn(open, leaf);
    read.set(leaf, column);
    return column;
  };
}

const extensions = /^(?:U?Int(?:8|16|32|64)|Float(?:32|64)|boolean)$|\[pyarrow\]$/;

/** Pandas' own types come back where its metadata names them. */
function typed(plain: Series, field: PandasField | undefined): Series {
  if (field === undefined) return plain;
  const { dtype } = plain;
  if (dtype === "datetime64" && field.zoned) return { ...plain, dtype: "datetimetz" };
  if (field.type.startsWith("period[")) return { ...plain, dtype: "period", values: longValues(plain) };
  return dtype !== "str" && extensions.test(field.type) ? { ...plain, extension: field.type } : plain;
}

function longValues({ values }: Series): Series["values"] {
  return Array.from(values, (value) => (typeof value === "number" ? null : value));
}

type Named = readonly (readonly [string, Series])[];

function frameOf(all: Named, pandas: PandasMetadata, { groups }: Footer): PandasFrame {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const index = pandas.index.filter((part) => isPresent(part, { all, rows, pandas }));
  const stored = new Set(index.flatMap((part) => (part.kind === "column" ? [part.field] : [])));
  const columns = all
    .filter(([field]) => !stored.has(field))
    .map(([field, series]) => columnOf(pandas, field, series));
  return { columns, rows, zero: zeroOf(index, new Map(all), rows) };
}

function columnOf(pandas: PandasMetadata, field: string, series: Series): PandasColumn {
  const label = pandas.columns.get(field)?.name ?? field;
  return { name: pandas.named ? label : undefined, label, series };
}

interface Whole {
  readonly all: Named;
  readonly rows: number;
  readonly pandas: PandasMetadata;
}

function isPresent(part: IndexPart, { all, rows, pandas }: Whole): boolean {
  if (part.kind === "range") return Math.max(0, Math.ceil((part.stop - part.start) / part.step)) === rows;
  if (!pandas.columns.has(part.field)) throw parquetFault("pandas' metadata in it does not know its index");
  return all.some(([field]) => field === part.field);
}

/** The row that pandas finds for the label 0: a number, not a text, a time or a truth value. */
function zeroOf(
  index: readonly IndexPart[],
  columns: ReadonlyMap<string, Series>,
  rows: number,
): number | undefined {
  const [part, ...others] = index;
  if (part === undefined) return rows > 0 ? 0 : undefined;
  if (others.length > 0) return undefined;
  if (part.kind === "range") {
    const at = -part.start / part.step;
    return Number.isInteger(at) && at >= 0 && at < rows ? at : undefined;
  }
  const series = columns.get(part.field);
  if (series === undefined || !/int|float/.test(series.dtype)) return undefined;
  const zeros = Array.from(series.values).flatMap((value, row) => (value === 0 || value === 0n ? [row] : []));
  return zeros.length === 1 ? zeros[0] : undefined;
}
