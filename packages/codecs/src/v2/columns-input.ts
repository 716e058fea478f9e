import { fillTensor, type ColumnSpec, type ModelInput, type NdArray, type Tensor } from "@switchyard/core";
import { castElements } from "../arrays/cast-elements.ts";
import { nestedOf } from "../arrays/nested.ts";
import { invalidRequest } from "../faults.ts";
import { enforceColumns, type TypedColumn } from "../schema/enforce-columns.ts";

/** Tensors by their names, in the order they were sent. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/**
 * A table of tensors for a signature of columns: one tensor a column, [rows] or [rows, 1]; or a single one
 * [rows, columns] under another name than theirs. MLflow's rules decide which types fit.
 */
export function columnsInput(tensors: NamedTensors, specs: readonly ColumnSpec[]): ModelInput {
  const columns =
    matrixColumns(tensors, specs) ??
    [...tensors].map(([name, each], index) => columnOf(name, each, specOf(specs, name, index)));
  const [first] = columns;
  const rows = first?.values.shape[0] ?? 0;
  const odd = columns.find(({ values }) => values.shape[0] !== rows);
  if (odd)
    throw invalidRequest(
      `input '${odd.name}': expected ${rows} rows as in '${first?.name}', found ${odd.values.shape[0]}`,
    );
  return enforceColumns({ columns, rows }, specs);
}

function matrixColumns(
  tensors: NamedTensors,
  specs: readonly ColumnSpec[],
): readonly TypedColumn[] | undefined {
  const [[name, matrix] = ["", undefined], ...others] = tensors;
  if (!matrix || others.length > 0 || specs.some((spec) => spec.name === name)) return undefined;
  const [rows = 0, width] = matrix.shape;
  if (matrix.shape.length !== 2 || width !== specs.length || width === 1) return undefined;
  const { dtype, data } = matrix;
  return specs.map((spec, column) => ({
    name: spec.name ?? column,
    values: fillTensor(dtype, [rows], (row) => data[row * width + column] ?? 0),
  }));
}

/** Columns without a name go by their position. */
function specOf(specs: readonly ColumnSpec[], name: string, index: number): ColumnSpec | undefined {
  const named = specs.find((spec) => spec.name === name);
  return named ?? specs.slice(index, index + 1).find((spec) => spec.name === undefined);
}

function columnOf(name: string, tensor: Tensor, spec: ColumnSpec | undefined): TypedColumn {
  const { shape } = tensor;
  const [rows] = shape;
  if (rows === undefined) throw invalidRequest(`input '${name}': expected the shape [rows], found []`);
  if (shape.length > 1 && tensor.data.length !== rows) return { name, values: listsOf(tensor, rows) };
  const values = { ...tensor, shape: [rows] };
  const type = spec?.type;
  const isTime = type?.kind === "scalar" && type.type === "datetime" && values.dtype === "string";
  return { name, values: isTime ? timesOf(values.data, name) : values };
}

/** Each row of a wider tensor is a list, as a column of arrays holds it. */
function listsOf(tensor: Tensor, rows: number): NdArray {
  const nested = nestedOf(tensor);
  return { dtype: "object", shape: [rows], data: Array.isArray(nested) ? nested : [] };
}

function timesOf(texts: readonly string[], name: string): NdArray {
  return castElements(
    { shape: [texts.length], leaves: texts },
    "datetime64",
    (row) => `input '${name}': element ${row}`,
  );
}
