import type { DataType } from "./tensor.ts";

/** The scalar column types of an MLflow signature. */
export type ScalarColumnType =
  | "boolean"
  | "integer"
  | "long"
  | "float"
  | "double"
  | "string"
  | "binary"
  | "datetime";

/** A column type of an MLflow signature, scalar or composite (`mlflow.types.schema`). */
export type ColumnType =
  | { readonly kind: "scalar"; readonly type: ScalarColumnType }
  | { readonly kind: "array"; readonly items: ColumnType }
  | { readonly kind: "object"; readonly properties: readonly PropertySpec[] }
  | { readonly kind: "map"; readonly values: ColumnType }
  | { readonly kind: "any" };

/** A property of an `object` column. */
export interface PropertySpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
}

/** One column of a table signature; unnamed columns are matched by position. */
export interface ColumnSpec {
  readonly name: string | undefined;
  readonly type: ColumnType;
  readonly required: boolean;
}

/** Name, element type and shape of one input or output; -1 stands for a dimension of any size. */
export interface TensorSpec {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
}

/** One tensor of a tensor signature; a single unnamed one is allowed. `dtype` is NumPy's name, `object` too. */
export interface SignatureTensorSpec {
  readonly name: string | undefined;
  readonly dtype: DataType | "object";
  readonly shape: readonly number[];
}

/** What a signature says of the inputs or outputs: columns of a table, or tensors; never both. */
export type Schema =
  | { readonly kind: "columns"; readonly columns: readonly ColumnSpec[] }
  | { readonly kind: "tensors"; readonly tensors: readonly SignatureTensorSpec[] };

/** One inference parameter: a scalar, or a list when `list` is set. */
export interface ParamSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly default: unknown;
  readonly list: boolean;
}

/** The signature of an MLmodel file; each part may be absent. */
export interface ModelSignature {
  readonly inputs: Schema | undefined;
  readonly outputs: Schema | undefined;
  readonly params: readonly ParamSpec[] | undefined;
}
