import {
  fillTensor,
  GatewayError,
  setOwn,
  PythonFloat,
  type Column,
  type NdArray,
  type Tensor,
  type TableInput,
  type Tensors,
  type TensorSpec,
} from "@switchyard/core";
import { castTo } from "./as-tensor.ts";
import { frameMatrix } from "./frame-matrix.ts";
import { checkNumbers, type InputRules } from "./input-rules.ts";

/**
 * Feeds for a graph made from a model that takes tables, such as scikit-learn's: one matrix of all columns in
 * their order, or one input a column, each cast to what the graph wants.
 */
export function companionFeeds(input: TableInput, specs: readonly TensorSpec[], rules: InputRules): Tensors {
  const [only] = specs;
  if (only && input.form === "array" && input.array.shape.length > 2)
    return { [only.name]: castTo(only.dtype, ofType(input.array, only), only.name) };
  const { columns, rows } = asFrame(input);
  if (rows === 0 && rules.no_rows === "refuse")
    throw new GatewayError("model_error", "expected at least one row, found none");
  checkNumbers(columns, rules);
  const [first] = specs;
  if (first && specs.length === 1 && (columns.length > 1 || !columns.some(({ name }) => name === first.name)))
    return { [first.name]: shaped(frameMatrix(first.dtype, columns, rows), first, rows) };
  const feeds: Record<string, Tensor> = {};
  for (const spec of specs)
    setOwn(feeds, spec.name, shaped(columnFeed(columnOf(columns, spec), spec, rules), spec, rows));
  return feeds;
}

/** A module of PyTorch takes the type of its weights and no other. */
function ofType(array: NdArray, { name, dtype }: TensorSpec): NdArray {
  if (array.dtype === dtype) return array;
  throw new GatewayError("model_error", `${name}: expected numbers of ${dtype}, found ${array.dtype}`);
}

function columnFeed(values: NdArray, { name, dtype }: TensorSpec, rules: InputRules): Tensor {
  if (dtype !== "string") return castTo(dtype, values, name);
  const unknown = values.dtype === "object" && rules.other_than_text === "unknown";
  const texts: Tensor = unknown
    ? fillTensor("string", values.shape, (row) => textOr(values.data[row], `${name}[${row}]`))
    : castTo("string", values, name);
  return withoutNul(rules.lower_case.includes(name) ? lowered(texts) : texts);
}

/** In lower case, as Python's `lower()` gives it. */
function lowered(texts: Tensor): Tensor {
  return fillTensor("string", texts.shape, (index) => String(texts.data[index]).toLowerCase());
}

/** With another character that is in no word for a NUL, where ONNX Runtime would end the text. */
function withoutNul(texts: Tensor): Tensor {
  if (texts.dtype !== "string" || !texts.data.some((text) => text.includes("\0"))) return texts;
  return { ...texts, data: texts.data.map((text) => text.replaceAll("\0", "\u0001")) };
}

/** The text itself; for all else one that is no category, since no text begins like this. Python looks up no lists. */
function textOr(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  const looksUp =
    typeof value !== "object" ||
    value === null ||
    value instanceof Uint8Array ||
    value instanceof PythonFloat;
  if (looksUp) return "\uFFFF";
  throw new GatewayError(
    "model_error",
    `${place}: expected a text, found ${Array.isArray(value) ? "a list" : "an object"}`,
  );
}

/** A column stands as [rows, 1] where the graph wants two dimensions, as [rows] where it wants one. */
function shaped(tensor: Tensor, spec: TensorSpec, rows: number): Tensor {
  const width = rows === 0 ? Math.max(spec.shape[1] ?? 1, 1) : tensor.data.length / rows;
  return { ...tensor, shape: spec.shape.length === 1 && width === 1 ? [rows] : [rows, width] };
}

function columnOf(columns: readonly Column[], { name }: TensorSpec): Column["values"] {
  const column = columns.find((each) => each.name === name);
  if (column) return column.values;
  throw new GatewayError(
    "model_error",
    `${name}: missing; found ${columns.map((each) => each.name).join(", ")}`,
  );
}

function asFrame(input: TableInput): { readonly columns: readonly Column[]; readonly rows: number } {
  if (input.form === "frame") return input;
  if (input.form === "array")
    return arrayFrame(castTo(input.array.dtype === "string" ? "string" : "float64", input.array, "inputs"));
  const columns = Object.entries(input.arrays).map(([name, values]) => ({ name, values }));
  return { columns, rows: columns[0]?.values.shape[0] ?? 0 };
}

/** An array [rows, columns] by columns; their names are their numbers. */
function arrayFrame({ dtype, shape, data }: Tensor): {
  readonly columns: readonly Column[];
  readonly rows: number;
} {
  const [rows = 1, width = 1] = shape;
  const columns = Array.from({ length: width }, (_, column) => ({
    name: String(column),
    values: fillTensor(dtype, [rows], (row) => data[row * width + column] ?? Number.NaN),
  }));
  return { columns, rows };
}
