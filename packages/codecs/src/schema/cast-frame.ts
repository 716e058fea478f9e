import { GatewayError, type Column, type ColumnSpec, type ModelInput, type NdArray } from "@switchyard/core";
import { elementTypeOf, numpyName, scalarTypeOf } from "../arrays/element-type.ts";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { castColumn } from "../frames/cast-column.ts";
import { inferColumn } from "../frames/column-kind.ts";
import type { RawColumn, RawFrame } from "../frames/raw-frame.ts";
import { enforceCell } from "./enforce-cell.ts";
import { checkPresent, tooFewColumns } from "./missing-inputs.ts";

/** A table that was sent as `dataframe_*`, cast column by column to the signature, in its order. */
export function castFrame(frame: RawFrame, specs: readonly ColumnSpec[]): ModelInput {
  const named = specs.every(({ name }) => name !== undefined);
  const columns = named ? castNamed(frame, specs) : castUnnamed(frame, specs);
  return { form: "frame", columns, rows: columns.length === 0 ? 0 : frame.rows };
}

function castNamed(frame: RawFrame, specs: readonly ColumnSpec[]): readonly Column[] {
  const byName = new Map(frame.columns.map((column) => [column.name, column]));
  const columns = castEach(frame, specs, ({ name = "" }) => byName.get(name));
  if (columns.length < specs.length) checkPresent(specs, [...byName.keys()]);
  if (byName.size < frame.columns.length) checkUnique(frame, specs);
  return columns;
}

function castUnnamed(frame: RawFrame, specs: readonly ColumnSpec[]): readonly Column[] {
  const columns = castEach(frame, specs, (_, position) => frame.columns[position]);
  if (columns.length < specs.length) throw tooFewColumns(specs.length, columns.length);
  const taken = frame.columns.slice(0, specs.length);
  const twice = taken.find(({ name }) => frame.columns.filter((column) => column.name === name).length > 1);
  if (twice !== undefined) throw schemaMismatch(`column ${twice.name} is given more than once`);
  return columns;
}

type ColumnOf = (spec: ColumnSpec, position: number) => RawColumn | undefined;

/** What only the signature refuses is told when all columns could be cast. */
function castEach(frame: RawFrame, specs: readonly ColumnSpec[], columnOf: ColumnOf): readonly Column[] {
  let refusal: GatewayError | undefined;
  const columns: Column[] = [];
  let position = 0;
  for (const spec of specs) {
    const column = columnOf(spec, position);
    position += 1;
    if (column === undefined) continue;
    try {
      columns.push(castOne(frame, column, spec));
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== "schema_mismatch") throw error;
      refusal ??= error;
    }
  }
  if (refusal !== undefined) throw refusal;
  return columns;
}

function castOne(frame: RawFrame, column: RawColumn, spec: ColumnSpec): Column {
  const name = String(column.name);
  const { type } = spec;
  try {
    return { name, values: castCells(frame, column, spec) };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== "invalid_request") throw error;
    const wanted = type.kind === "scalar" ? numpyName(elementTypeOf[type.type]) : type.kind;
    throw invalidRequest(`${error.message}. Failed to convert column ${name} to type '${wanted}'.`);
  }
}

function castCells(
  { locate }: RawFrame,
  { name, values }: RawColumn,
  { type, required }: ColumnSpec,
): NdArray {
  if (type.kind === "scalar") return castColumn(values, elementTypeOf[type.type], (row) => locate(name, row));
  if (type.kind === "any") return inferColumn(values);
  const cells = values.map((value, row) => enforceCell(value, type, { place: locate(name, row), required }));
  return { dtype: "object", shape: [cells.length], data: cells };
}

function checkUnique({ columns }: RawFrame, specs: readonly ColumnSpec[]): void {
  const twice = specs.find(({ name }) => columns.filter((column) => column.name === name).length > 1);
  if (twice === undefined) return;
  const fault = scalarTypeOf(twice.type) === "string" ? invalidRequest : schemaMismatch;
  throw fault(`column ${twice.name} is given more than once`);
}
