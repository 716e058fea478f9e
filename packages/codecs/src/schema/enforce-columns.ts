import type { Column, ColumnSpec, ColumnType, ModelInput, NdArray } from "@switchyard/core";
import { schemaMismatch } from "../faults.ts";
import { enforceScalars, incompatible } from "./enforce-scalars.ts";
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

/** Cells were checked when they were read; what else got into the column is told by its outer form. */
function isCellOf(cell: unknown, type: ColumnType, required: boolean): boolean {
  if (type.kind === "any") return true;
  if (cell === null) return !required;
  if (type.kind === "array")
    return Array.isArray(cell) && (type.items.kind !== "scalar" || !cell.some(Array.isArray));
  return typeof cell === "object" && !Array.isArray(cell);
}
