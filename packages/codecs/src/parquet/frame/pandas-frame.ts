import type { Series } from "../columns/python-value.ts";

/** A column of a pandas frame; `name` is undefined where pandas' name is no text, `label` its text. */
export interface PandasColumn {
  readonly name: string | undefined;
  readonly label: string;
  readonly series: Series;
}

/** A table as `pandas.read_parquet` gives it. */
export interface PandasFrame {
  readonly columns: readonly PandasColumn[];
  readonly rows: number;
  /** Whether the index has exactly one row that it calls 0, and which that is. */
  readonly zero: number | undefined;
}
