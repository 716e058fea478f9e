import type { Column, ColumnSpec, ModelInput, ScalarColumnType } from "@switchyard/core";
import { elementTypeOf, numpyName } from "../../arrays/element-type.ts";
import { schemaMismatch } from "../../faults.ts";
import { checkPresent, tooFewColumns } from "../../schema/missing-inputs.ts";
import { series, type PythonValue, type Series } from "../columns/python-value.ts";
import { elementOf } from "../columns/vector-series.ts";
import type { PandasColumn, PandasFrame } from "../frame/pandas-frame.ts";
import { toArray } from "../frame/to-array.ts";
import { enforceSeries } from "./enforce-series.ts";
import { enforceValue } from "./enforce-value.ts";

/** The frame in the signature's order, converted only where nothing can be lost; throws `schema_mismatch`. */
export function enforceFrame(frame: PandasFrame, specs: readonly ColumnSpec[]): ModelInput {
  const named = specs.every(({ name }) => name !== undefined);
  const columns = named ? enforceNamed(frame, specs) : enforceUnnamed(frame, specs);
  return { form: "frame", columns, rows: columns.length === 0 ? 0 : frame.rows };
}

function enforceNamed({ columns }: PandasFrame, specs: readonly ColumnSpec[]): readonly Column[] {
  checkPresent(
    specs,
    columns.map(({ name }, position) => name ?? position),
  );
  return specs.flatMap((spec) => {
    const column = columns.find(({ name }) => name === spec.name);
    return column === undefined ? [] : [enforceColumn(column, spec)];
  });
}

function enforceUnnamed({ columns }: PandasFrame, specs: readonly ColumnSpec[]): readonly Column[] {
  if (columns.length < specs.length) throw tooFewColumns(specs.length, columns.length);
  return columns.flatMap((column, position) => {
    const spec = specs[position];
    return spec === undefined ? [] : [enforceColumn(column, { ...spec, required: true })];
  });
}

function enforceColumn({ label, series: given }: PandasColumn, { type, required }: ColumnSpec): Column {
  if (type.kind === "any") return { name: label, values: toArray(widened(given)) };
  if (type.kind === "scalar") {
    const enforced = enforceSeries(given, type.type);
    if (enforced === undefined) throw incompatible(label, given, type.type);
    return { name: label, values: toArray(enforced) };
  }
  const cells = Array.from(given.values, (value, row) =>
    enforceValue(elementOf(given.dtype, value), type, { where: `column ${label}, row ${row}`, required }),
  );
  return { name: label, values: toArray(series("object", cells)) };
}

/** Where MLflow takes any value it makes a new column of Python's own integers and floats. */
function widened(given: Series): Series {
  const { dtype, values } = given;
  if (values.length === 0) return series("object", values);
  if (dtype === "str" && Array.from(values).every((value) => value === null))
    return series(
      "float64",
      Array.from(values, () => Number.NaN),
    );
  if (dtype === "float16" || dtype === "float32") return series("float64", values);
  const fits = dtype !== "uint64" || Array.from(values).every((value) => isLong(value));
  if (!dtype.includes("int") || !fits) return given;
  return series("int64", values);
}

function isLong(value: PythonValue): boolean {
  return typeof value === "bigint" && BigInt.asIntN(64, value) === value;
}

function incompatible(label: string, { dtype, extension, values }: Series, type: ScalarColumnType): Error {
  const wanted = numpyName(elementTypeOf[type]);
  const integral = (type === "integer" || type === "long") && dtype === "float64";
  const gaps = integral && Array.from(values).some(Number.isNaN);
  const hint = gaps
    ? " Hint: integer columns cannot hold missing values; declare them as double to allow some."
    : "";
  return schemaMismatch(
    `Incompatible input types for column ${label}. Can not safely convert ${extension ?? dtype} to ${wanted}.${hint}`,
  );
}
