import { columnKindOf } from "./column-kind.ts";
import type { JsonValue } from "../json/json-value.ts";

/** Whether pandas can hold these values: a column of texts has no place for half of a character. */
export function areWhole(values: readonly JsonValue[]): boolean {
  for (const value of values)
    if (typeof value === "string" && !value.isWellFormed()) return columnKindOf(values) !== "string";
  return true;
}
