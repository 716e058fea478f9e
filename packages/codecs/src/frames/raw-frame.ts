import type { JsonValue } from "../json/json-value.ts";

/** A column as it was sent; pandas names columns without a name by their position. */
export interface RawColumn {
  readonly name: string | number;
  readonly values: readonly JsonValue[];
}

/** A table as it was sent, before any dtype is known. */
export interface RawFrame {
  readonly columns: readonly RawColumn[];
  readonly rows: number;
  /** Says where a cell was in the body. */
  readonly locate: (column: string | number, row: number) => string;
}

/** How rows become columns: their names where given, and the fault of rows that do not fit. */
export interface TableOptions {
  readonly names: readonly (string | number)[] | undefined;
  readonly fault: (detail: string) => Error;
}
