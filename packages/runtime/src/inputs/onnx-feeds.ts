import {
  GatewayError,
  ownOf,
  setOwn,
  type NdArray,
  type Tensor,
  type TableInput,
  type Tensors,
  type TensorSpec,
} from "@switchyard/core";
import { castTo } from "./as-tensor.ts";
import { asPandas, frameValues } from "./frame-matrix.ts";
import { objectTextAt } from "./object-texts.ts";

/**
 * What MLflow's ONNX wrapper feeds: arrays by name as they are, one array to the only input, a frame as a
 * matrix to one input or column by column to several. Its only cast is double to float.
 */
export function onnxFeeds(input: TableInput, specs: readonly TensorSpec[]): Tensors {
  switch (input.form) {
    case "named":
      return namedFeeds(input.arrays, specs);
    case "array":
      return { [only(specs).name]: fed(input.array, only(specs)) };
    case "frame":
      return specs.length === 1 ? matrixFeed(input, only(specs)) : columnFeeds(input, specs);
  }
}

type FrameInput = Extract<TableInput, { readonly form: "frame" }>;

function matrixFeed({ columns, rows }: FrameInput, spec: TensorSpec): Tensors {
  return { [spec.name]: fed(frameValues(columns, rows), spec) };
}

function columnFeeds({ columns }: FrameInput, specs: readonly TensorSpec[]): Tensors {
  const twice = specs.find((spec) => columns.filter(({ name }) => name === spec.name).length > 1);
  if (twice)
    throw new GatewayError("model_error", `${twice.name}: expected one column of this name, found two`);
  const arrays = columns.map(({ name, values }) => [name, asPandas(values)] as const);
  return namedFeeds(Object.fromEntries(arrays), specs, true);
}

function namedFeeds(
  arrays: Readonly<Record<string, NdArray>>,
  specs: readonly TensorSpec[],
  extraAllowed = false,
): Tensors {
  const extra = Object.keys(arrays).find((name) => !specs.some((spec) => spec.name === name));
  if (extra !== undefined && !extraAllowed)
    throw new GatewayError("model_error", `${extra}: the model has no such input; it has ${namesOf(specs)}`);
  const feeds: Record<string, Tensor> = {};
  for (const spec of specs) {
    const array = ownOf(arrays, spec.name);
    if (!array)
      throw new GatewayError("model_error", `${spec.name}: missing; the model has ${namesOf(specs)}`);
    setOwn(feeds, spec.name, fed(array, spec));
  }
  return feeds;
}

function fed(array: NdArray, spec: TensorSpec): Tensor {
  const { dtype } = array;
  if (dtype === "string" && spec.dtype === "string") return wellFormed(array, spec.name);
  if (dtype === spec.dtype) return array;
  if (dtype === "object" && spec.dtype === "string") return wellFormed(textsOf(array), spec.name);
  if (dtype === "float64" && spec.dtype === "float32") return castTo("float32", array, spec.name);
  throw new GatewayError("model_error", `${spec.name}: expected ${spec.dtype}, found ${dtype}`);
}

function textsOf(array: NdArray): Tensor<"string"> {
  const data = Array.from({ length: array.data.length }, (_, index) => objectTextAt(array, index));
  return { dtype: "string", shape: array.shape, data };
}

/** Half of a character cannot be written in UTF-8, and ONNX Runtime here would end a text at a NUL. */
function wellFormed(texts: Tensor<"string">, name: string): Tensor {
  const odd = texts.data.findIndex((text) => !text.isWellFormed() || text.includes("\0"));
  if (odd === -1) return texts;
  throw new GatewayError(
    "model_error",
    `${name}[${odd}]: expected a text that a graph can hold, found one with half a character or a NUL`,
  );
}

function only(specs: readonly TensorSpec[]): TensorSpec {
  const [first, ...others] = specs;
  if (first && others.length === 0) return first;
  throw new GatewayError("model_error", `expected an object with ${namesOf(specs)}`);
}

function namesOf(specs: readonly TensorSpec[]): string {
  return specs.map(({ name }) => name).join(", ");
}
