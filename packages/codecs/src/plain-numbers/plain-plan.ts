import type { ColumnSpec, ModelDescription, PlainDataType, SignatureTensorSpec } from "@switchyard/core";
import { elementTypeOf } from "../arrays/element-type.ts";
import { dataFields } from "../mlflow-json/envelope.ts";

/** A column of numbers that a body must name. */
export interface PlainColumn {
  readonly name: string;
  /** The name as JSON writes it. */
  readonly text: Uint8Array;
  readonly dtype: PlainDataType;
  readonly isInteger: boolean;
}

/** The one tensor of numbers that a body must hold. */
export interface PlainTensor {
  readonly name: string | undefined;
  readonly text: Uint8Array | undefined;
  readonly dtype: PlainDataType;
  readonly isInteger: boolean;
  readonly shape: readonly number[];
}

/** What a model takes, where that is nothing but numbers. */
export type PlainPlan =
  | { readonly kind: "columns"; readonly columns: readonly PlainColumn[] }
  | { readonly kind: "tensor"; readonly tensor: PlainTensor };

/** How to read the numbers of this model's requests; undefined for one that takes more than numbers. */
export function planOf({ signature }: ModelDescription): PlainPlan | undefined {
  const schema = signature?.inputs;
  if (schema === undefined || (signature?.params?.length ?? 0) > 0) return undefined;
  return schema.kind === "columns" ? planOfColumns(schema.columns) : planOfTensors(schema.tensors);
}

function planOfColumns(specs: readonly ColumnSpec[]): PlainPlan | undefined {
  const columns = specs.flatMap((spec) => columnOf(spec) ?? []);
  const names = new Set(columns.map(({ name }) => name));
  if (columns.length === 0 || columns.length < specs.length || names.size < columns.length) return undefined;
  return { kind: "columns", columns };
}

function columnOf({ name, type }: ColumnSpec): PlainColumn | undefined {
  const text = textOf(name);
  const dtype = type.kind === "scalar" ? elementTypeOf[type.type] : "object";
  if (name === undefined || text === undefined || !isNumeric(dtype)) return undefined;
  return { name, text, dtype, isInteger: isInteger(dtype) };
}

function planOfTensors([spec, ...others]: readonly SignatureTensorSpec[]): PlainPlan | undefined {
  if (spec === undefined || others.length > 0) return undefined;
  const { name, dtype, shape } = spec;
  const text = textOf(name);
  if (!isNumeric(dtype) || shape.length === 0 || (name !== undefined && text === undefined)) return undefined;
  return { kind: "tensor", tensor: { name, text, dtype, isInteger: isInteger(dtype), shape } };
}

/** A name that can be written in one way only, and is not that of an envelope. */
function textOf(name: string | undefined): Uint8Array | undefined {
  if (name === undefined || dataFields.some((field) => field === name)) return undefined;
  const text = JSON.stringify(name);
  return text.includes("\\") ? undefined : Buffer.from(text);
}

function isNumeric(dtype: string): dtype is PlainDataType {
  return dtype.startsWith("float") || isInteger(dtype);
}

function isInteger(dtype: string): boolean {
  return dtype.startsWith("int") || dtype.startsWith("uint");
}
