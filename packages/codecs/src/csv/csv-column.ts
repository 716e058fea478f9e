import type { NdArray, ScalarColumnType } from "@switchyard/core";
import { castNumbers, type NumericType } from "../arrays/cast-numbers.ts";
import { objectArray } from "../arrays/element-type.ts";
import { found } from "../json/found.ts";
import { csvFault } from "./csv-fault.ts";
import { csvBoolean, csvNumber, isMissing } from "./csv-cell.ts";

const targets = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
} as const;

/** A column of CSV with the type that pandas finds in its cells. */
export function inferCsvColumn(cells: readonly string[]): NdArray {
  const given = cells.filter((cell) => !isMissing(cell));
  if (cells.length === 0) return { dtype: "object", shape: [0], data: [] };
  const gaps = given.length < cells.length;
  const numbers = given.map(csvNumber);
  if (numbers.every((value) => value !== undefined)) return numericColumn(cells, numericTypeOf(given, gaps));
  if (given.some((cell) => csvBoolean(cell) === undefined)) return textColumn(cells);
  const data = cells.map((cell) => csvBoolean(cell) ?? Number.NaN);
  if (gaps) return { dtype: "object", shape: [cells.length], data };
  return castNumbers({ shape: [cells.length], leaves: data }, "bool", String);
}

/** A column of CSV with the type of the signature; a fault names the cell that does not fit. */
export function typedCsvColumn(name: string, cells: readonly string[], type: ScalarColumnType): NdArray {
  if (type === "string" || type === "binary") return textColumn(cells);
  if (type === "datetime" && cells.length === 0)
    return { dtype: "datetime64", shape: [0], data: new BigInt64Array(0) };
  if (type === "datetime") throw csvFault(`column ${name}: dates cannot be sent as CSV`);
  const booleans = cells.every((cell) => csvBoolean(cell) !== undefined);
  const leaves = cells.map((cell, row) => {
    const value = booleans ? Number(csvBoolean(cell)) : numberOrGap(cell);
    if (value !== undefined && fits(value, type)) return value;
    throw csvFault(`row ${row}, column ${name}: expected ${type}, found ${found(cell)}`);
  });
  return castNumbers({ shape: [cells.length], leaves }, targets[type], String);
}

function numberOrGap(cell: string): number | bigint | undefined {
  return isMissing(cell) ? Number.NaN : csvNumber(cell);
}

/** Only what stays the same is cast: `1.0` is an integer, `1.5` and a gap are not. */
function fits(value: number | bigint, type: keyof typeof targets): boolean {
  if (type === "float" || type === "double") return true;
  if (typeof value === "number" && !Number.isInteger(value)) return false;
  const integer = BigInt(value);
  if (type === "boolean") return integer === 0n || integer === 1n;
  return BigInt.asIntN(type === "integer" ? 32 : 64, integer) === integer;
}

function numericTypeOf(given: readonly string[], gaps: boolean): NumericType | "object" | "string" {
  const values = given.map(csvNumber);
  const integral = values.every((value) => typeof value === "bigint");
  if (!integral || gaps || values.length === 0) return "float64";
  if (values.every((value) => BigInt.asIntN(64, value) === value)) return "int64";
  if (values.every((value) => BigInt.asUintN(64, value) === value)) return "uint64";
  return values.some((value) => value < 0n) ? "string" : "object";
}

function numericColumn(cells: readonly string[], type: NumericType | "object" | "string"): NdArray {
  if (type === "string") return textColumn(cells);
  const leaves = cells.map((cell) => numberOrGap(cell) ?? Number.NaN);
  if (type === "object") return { dtype: type, shape: [cells.length], data: leaves };
  return castNumbers({ shape: [cells.length], leaves }, type, String);
}

function textColumn(cells: readonly string[]): NdArray {
  return objectArray(
    cells.map((cell) => (isMissing(cell) ? Number.NaN : cell)),
    [cells.length],
  );
}
