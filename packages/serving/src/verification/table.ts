/** A value as JSON text, since it must be able to hold what no JavaScript value is: `1.0`, `NaN`, 2^63. */
export type Cell = string;

/** Rows of cells; without names the columns are told by their position. */
export interface Table {
  readonly names: readonly string[] | undefined;
  readonly rows: readonly (readonly Cell[])[];
}

export function listText(items: readonly string[]): string {
  return `[${items.join(",")}]`;
}

export function objectText(entries: readonly (readonly [name: string, value: string])[]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
