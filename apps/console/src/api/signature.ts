import * as v from "valibot";
import { maybe, type Maybe } from "./maybe.ts";

/** What one cell of a column may hold. */
export type ColumnType =
  | { readonly kind: "scalar"; readonly type: string }
  | { readonly kind: "array"; readonly items: ColumnType }
  | { readonly kind: "object"; readonly properties: readonly Column[] }
  | { readonly kind: "map"; readonly values: ColumnType }
  | { readonly kind: "any" };

/** A column of a table signature, or a property of an object in one. */
export interface Column {
  readonly name?: Maybe<string>;
  readonly type: ColumnType;
  readonly required: boolean;
}

/** A tensor of a signature or of the graph; -1 stands for a dimension of any size. */
export interface TensorSpec {
  readonly name?: Maybe<string>;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** Columns of a table, or tensors. */
export type Schema =
  | { readonly kind: "columns"; readonly columns: readonly Column[] }
  | { readonly kind: "tensors"; readonly tensors: readonly TensorSpec[] };

/** A parameter of inference. */
export interface Param {
  readonly name: string;
  readonly type: ColumnType;
  readonly default?: unknown;
  readonly list?: Maybe<boolean>;
}

/** What a model takes and gives. */
export interface Signature {
  readonly inputs?: Maybe<Schema>;
  readonly outputs?: Maybe<Schema>;
  readonly params?: Maybe<readonly Param[]>;
}

const columnType: v.GenericSchema<unknown, ColumnType> = v.lazy(() =>
  v.variant("kind", [
    v.object({ kind: v.literal("scalar"), type: v.string() }),
    v.object({ kind: v.literal("array"), items: columnType }),
    v.object({ kind: v.literal("object"), properties: v.array(column) }),
    v.object({ kind: v.literal("map"), values: columnType }),
    v.object({ kind: v.literal("any") }),
  ]),
);

const column: v.GenericSchema<unknown, Column> = v.object({
  name: maybe(v.string()),
  type: columnType,
  required: v.boolean(),
});

/** A tensor's name, element type and shape. */
export const tensorSpec: v.GenericSchema<unknown, TensorSpec> = v.object({
  name: maybe(v.string()),
  dtype: v.string(),
  shape: v.array(v.number()),
});

const schema: v.GenericSchema<unknown, Schema> = v.variant("kind", [
  v.object({ kind: v.literal("columns"), columns: v.array(column) }),
  v.object({ kind: v.literal("tensors"), tensors: v.array(tensorSpec) }),
]);

const param: v.GenericSchema<unknown, Param> = v.object({
  name: v.string(),
  type: columnType,
  default: v.optional(v.unknown()),
  list: maybe(v.boolean()),
});

/** A signature as `GET /models/{name}` tells it. */
export const signature: v.GenericSchema<unknown, Signature> = v.object({
  inputs: maybe(schema),
  outputs: maybe(schema),
  params: maybe(v.array(param)),
});
