import type { ColumnSpec, DataType, ModelDescription, ScalarColumnType, TensorSpec } from "@switchyard/core";

/** Longer bodies would take long to answer. */
const mostElements = 4096;

type Cell = number | boolean | string;
type Nested = Cell | readonly Nested[];

/**
 * A body with one row of zeros and short texts, in the form that callers mostly take, for a model that brings no input
 * example. Undefined where the row would be long, or holds something that is no number, truth value or text.
 */
export function plainBody({ signature, inputs }: ModelDescription): Uint8Array | undefined {
  const schema = signature?.inputs;
  const body = schema?.kind === "columns" ? plainFrame(schema.columns) : plainInputs(inputs);
  return body && Buffer.from(JSON.stringify(body));
}

function plainFrame(columns: readonly ColumnSpec[]): object | undefined {
  const row = columns.map(({ type }) => (type.kind === "scalar" ? cells[type.type] : undefined));
  if (row.length > mostElements || row.includes(undefined)) return undefined;
  return { dataframe_split: { columns: columns.map(({ name }, index) => name ?? index), data: [row] } };
}

const cells: Readonly<Partial<Record<ScalarColumnType, Cell>>> = {
  boolean: false,
  integer: 0,
  long: 0,
  float: 0,
  double: 0,
  string: "a text",
};

function plainInputs(inputs: readonly TensorSpec[]): object | undefined {
  const sizes = inputs.map(({ shape }) => shape.map((size) => (size === -1 ? 1 : size)));
  const elements = sizes.reduce((sum, each) => sum + each.reduce((product, size) => product * size, 1), 0);
  if (elements > mostElements) return undefined;
  return {
    inputs: Object.fromEntries(
      inputs.map(({ name, dtype }, index) => [name, nested(sizes[index] ?? [], cellOf(dtype))]),
    ),
  };
}

function cellOf(dtype: DataType): Cell {
  if (dtype === "string") return "a text";
  return dtype === "bool" ? false : 0;
}

function nested([size, ...inner]: readonly number[], cell: Cell): Nested {
  if (size === undefined) return cell;
  return Array.from({ length: size }, () => nested(inner, cell));
}
