import { elementCount, type ModelSignature, type TensorSpec } from "@switchyard/core";
import type fc from "fast-check";
import { cellsOf, elementsOf } from "./requests/cells.ts";

/** One thing that a request gives a value of, a row. */
export interface Field {
  readonly name: string;
  /** Fields of one kind take the same values. */
  readonly kind: string;
  /** The scalar type of a column or the element type of a tensor, where a cell is one value. */
  readonly dtype: string | undefined;
  /** JSON texts of values that are right in one row. */
  readonly cells: fc.Arbitrary<string>;
  readonly required: boolean;
}

/** What a model asks for, in both ways of sending it. */
export interface ModelShape {
  /** By `inputs` and `instances`. */
  readonly arrays: readonly Field[];
  /** By tables. */
  readonly columns: readonly Field[];
  /** The number of rows, where the graph fixes it. */
  readonly rows: number | undefined;
}

/** Reads a model's signature, or its graph's inputs where it has none. */
export function shapeOf(signature: ModelSignature | undefined, inputs: readonly TensorSpec[]): ModelShape {
  const schema = signature?.inputs;
  if (schema?.kind === "columns") {
    const columns = schema.columns.map(({ name, type, required }, position) => ({
      name: name ?? String(position),
      kind: JSON.stringify([type, required]),
      dtype: type.kind === "scalar" ? type.type : undefined,
      cells: cellsOf(type),
      required,
    }));
    return { arrays: columns, columns, rows: undefined };
  }
  const tensors = schema?.tensors ?? inputs;
  const named = tensors.length > 1 || schema?.tensors[0]?.name !== undefined;
  const arrays = tensors.map(({ name = "x", dtype, shape }) => ({
    name,
    kind: dtype,
    dtype: shape.length === 1 ? dtype : undefined,
    cells: elementsOf(dtype, shape.slice(1)),
    required: true,
  }));
  const [first] = tensors;
  const rows = first?.shape[0];
  return {
    arrays,
    columns: named ? tensors.map(columnOf) : tensors.flatMap(tableOf),
    rows: rows === undefined || rows < 0 ? undefined : rows,
  };
}

/** A matrix is as many columns; what has other dimensions is one column of flat lists. */
function tableOf(tensor: Tensor): readonly Field[] {
  const { name = "x", dtype, shape } = tensor;
  const [width = 0, ...more] = shape.slice(1);
  if (more.length > 0 || width < 1 || width > 8) return [columnOf(tensor)];
  return Array.from({ length: width }, (_, position) => ({
    name: width === 1 ? name : `${name}${position}`,
    kind: dtype,
    dtype,
    cells: elementsOf(dtype, []),
    required: true,
  }));
}

function columnOf({ name = "x", dtype, shape }: Tensor): Field {
  const inner = shape.slice(1).map((size) => (size < 0 ? 2 : size));
  const flat = inner.length === 0 ? [] : [elementCount(inner)];
  const scalar = flat.length === 0 ? dtype : undefined;
  return { name, kind: dtype, dtype: scalar, cells: elementsOf(dtype, flat), required: true };
}

interface Tensor {
  readonly name?: string | undefined;
  readonly dtype: TensorSpec["dtype"] | "object";
  readonly shape: readonly number[];
}
