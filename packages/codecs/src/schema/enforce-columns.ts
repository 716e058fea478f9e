import {
  NumpyArray,
  NumpyScalar,
  PythonFloat,
  type Column,
  type ColumnSpec,
  type ColumnType,
  type ModelInput,
  type NdArray,
  type ScalarColumnType,
} from "@switchyard/core";
import { nestedOf } from "../arrays/nested.ts";
import { schemaMismatch } from "../faults.ts";
import { areTexts, enforceScalars, incompatible } from "./enforce-scalars.ts";
import { checkPresent, tooFewColumns } from "./missing-inputs.ts";

/** A column whose dtype is known already; pandas names columns without a name by their position. */
export interface TypedColumn {
  readonly name: string | number;
  readonly values: NdArray;
}

/** A table whose dtypes are known already. */
export interface TypedFrame {
  readonly columns: readonly TypedColumn[];
  readonly rows: number;
}

/** The table in the signature's order, converted only where nothing can be lost. */
export function enforceColumns({ columns, rows }: TypedFrame, specs: readonly ColumnSpec[]): ModelInput {
  const odd = columns.find(({ values }) => !areWhole(values));
  if (odd !== undefined) throw schemaMismatch(`column ${odd.name}: expected texts of whole characters`);
  if (specs.some(({ name }) => name === undefined)) return enforceUnnamed({ columns, rows }, specs);
  const byName = new Map(columns.map((column) => [column.name, column]));
  checkPresent(specs, [...byName.keys()]);
  const enforced = specs.flatMap((spec) => {
    const column = byName.get(spec.name ?? "");
    return column === undefined ? [] : [enforceColumn(column, spec)];
  });
  return { form: "frame", columns: enforced, rows: enforced.length === 0 ? 0 : rows };
}

function enforceUnnamed({ columns, rows }: TypedFrame, specs: readonly ColumnSpec[]): ModelInput {
  const enforced = specs.flatMap((spec, position) => {
    const column = columns[position];
    return column === undefined ? [] : [enforceColumn(column, spec)];
  });
  if (enforced.length < specs.length) throw tooFewColumns(specs.length, columns.length);
  return { form: "frame", columns: enforced, rows };
}

function enforceColumn({ name, values }: TypedColumn, { type, required }: ColumnSpec): Column {
  const text = String(name);
  if (type.kind === "scalar") {
    const enforced = enforceScalars(values, type.type);
    if (enforced === undefined) throw schemaMismatch(incompatible(text, values, type.type));
    return { name: text, values: enforced };
  }
  const cells: readonly unknown[] = [...values.data];
  if (cells.every((cell) => isCellOf(cell, type, required))) return { name: text, values };
  throw schemaMismatch(`Incompatible input types for column ${text}. Expected cells of type ${type.kind}.`);
}

/** What pandas holds as texts must be whole characters. */
function areWhole({ data, dtype }: NdArray): boolean {
  if (dtype !== "string" && dtype !== "object") return true;
  const odd = data.some((value) => typeof value === "string" && !value.isWellFormed());
  return !odd || !areTexts(data);
}

/** Cells were checked when they were read; what else got into the column is told by its outer form. */
function isCellOf(cell: unknown, type: ColumnType, required: boolean): boolean {
  if (type.kind === "any") return true;
  if (cell instanceof NumpyArray) return isArrayOf(cell.array, type, required);
  if (type.kind === "scalar") return !Array.isArray(cell) && (cell !== null || hasGaps.has(type.type));
  if (cell === null) return !required || holdsAny(type);
  if (type.kind === "array")
    return Array.isArray(cell) && cell.every((each) => isCellOf(each, type.items, required));
  const scalar = cell instanceof NumpyScalar || cell instanceof PythonFloat;
  return typeof cell === "object" && !Array.isArray(cell) && !scalar;
}

function holdsAny(type: ColumnType): boolean {
  if (type.kind === "array") return type.items.kind === "any";
  return type.kind === "map" && type.values.kind === "any";
}

function isArrayOf(array: NdArray, type: ColumnType, required: boolean): boolean {
  return array.shape.length > 0 && isCellOf(nestedOf(array), type, required);
}

/** Lists of these may hold `None`, which is cast. */
const hasGaps: ReadonlySet<ScalarColumnType> = new Set(["string", "boolean", "binary", "datetime"]);
