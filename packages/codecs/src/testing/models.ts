import type {
  ColumnSpec,
  ColumnType,
  ModelDescription,
  ScalarColumnType,
  Schema,
  SignatureTensorSpec,
} from "@switchyard/core";

/** A column for tests. */
export function column(
  type: ScalarColumnType | ColumnType,
  name?: string,
  { required = true }: { readonly required?: boolean } = {},
): ColumnSpec {
  return { name, type: typeof type === "string" ? { kind: "scalar", type } : type, required };
}

/** A tensor for tests. */
export function tensorSpec(
  dtype: SignatureTensorSpec["dtype"],
  shape: readonly number[],
  name?: string,
): SignatureTensorSpec {
  return { name, dtype, shape };
}

/** A model that takes columns. */
export function ofColumns(...columns: readonly ColumnSpec[]): ModelDescription {
  return describe({ kind: "columns", columns });
}

/** A model that takes tensors. */
export function ofTensors(...tensors: readonly SignatureTensorSpec[]): ModelDescription {
  return describe({ kind: "tensors", tensors });
}

/** A model with this signature of its inputs, or with none. */
export function describe(inputs: Schema | undefined, more: Partial<ModelDescription> = {}): ModelDescription {
  return {
    flavor: "onnx",
    runtime: "onnxruntime",
    signature: inputs && { inputs, outputs: undefined, params: undefined },
    inputs: [],
    outputs: [],
    labels: undefined,
    task: "table",
    predictOutput: undefined,
    scores: undefined,
    ...more,
  };
}

/** The models of the sample registry. */
export const samples: Readonly<
  Record<"iris" | "abalone" | "topic-classification" | "catdog", ModelDescription>
> = {
  iris: ofColumns(
    column("double", "sepal_length"),
    column("double", "sepal_width"),
    column("double", "petal_length"),
    column("double", "petal_width"),
  ),
  abalone: ofColumns(
    column("string", "sex"),
    column("double", "length"),
    column("double", "diameter"),
    column("double", "height"),
    column("double", "whole_weight"),
    column("double", "shucked_weight"),
    column("double", "viscera_weight"),
    column("double", "shell_weight"),
  ),
  "topic-classification": ofColumns(column("string", "text")),
  catdog: ofTensors(tensorSpec("uint8", [-1, 224, 224, 3], "image")),
};
