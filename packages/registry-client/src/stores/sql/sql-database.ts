/** One row, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** A value that a query is given; `?` stands for it in the text. */
export type SqlValue = string | number;

/** A database that holds MLflow's tables. */
export interface SqlDatabase extends AsyncDisposable {
  /** Which one it is, for people; without credentials. */
  readonly place: string;
  /** Throws `registry_unavailable`. */
  query(sql: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]>;
  /** The names of a table's columns; none when there is no such table. */
  columnsOf(table: string, signal: AbortSignal): Promise<readonly string[]>;
}
