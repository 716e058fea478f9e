import type { ColumnSpec, ColumnType, ScalarColumnType, Schema, SignatureTensorSpec } from "@switchyard/core";
import { dataTypes } from "@switchyard/core";

/** A column, tensor or property as an MLmodel file writes it. */
export interface WrittenSpec {
  readonly type: string;
  readonly name?: string;
  readonly required?: boolean;
  readonly items?: WrittenSpec;
  readonly values?: WrittenSpec;
  readonly properties?: Readonly<Record<string, WrittenSpec>>;
  readonly "tensor-spec"?: { readonly dtype: string; readonly shape: readonly number[] };
}

/** A schema of recorded requests; tests need no more of MLflow's signature JSON. */
export function schemaOf(specs: readonly WrittenSpec[] | null): Schema | undefined {
  if (specs === null) return undefined;
  if (specs.some(({ type }) => type === "tensor")) return { kind: "tensors", tensors: specs.map(tensorOf) };
  return { kind: "columns", columns: specs.map(columnOf) };
}

function columnOf(written: WrittenSpec): ColumnSpec {
  const type = typeOf(written);
  return { name: written.name, type, required: written.required ?? type.kind === "scalar" };
}

function typeOf({ type, items, values, properties }: WrittenSpec): ColumnType {
  if (type === "array" && items !== undefined) return { kind: "array", items: typeOf(items) };
  if (type === "map" && values !== undefined) return { kind: "map", values: typeOf(values) };
  if (type === "any") return { kind: "any" };
  if (isScalarType(type)) return { kind: "scalar", type };
  const written = Object.entries(properties ?? {});
  return {
    kind: "object",
    properties: written.map(([name, each]) => ({
      name,
      type: typeOf(each),
      required: each.required ?? true,
    })),
  };
}

function tensorOf({ name, ...written }: WrittenSpec): SignatureTensorSpec {
  const { dtype = "", shape = [] } = written["tensor-spec"] ?? {};
  return { name, dtype: dtypeOf(dtype === "str" ? "string" : dtype), shape };
}

function dtypeOf(name: string): SignatureTensorSpec["dtype"] {
  const known = tensorTypes.find((type) => type === name);
  if (known === undefined) throw new Error(`no tensor type ${name}`);
  return known;
}

function isScalarType(type: string): type is ScalarColumnType {
  return scalarTypes.has(type);
}

const scalarTypes: ReadonlySet<string> = new Set(
  "boolean integer long float double string binary datetime".split(" "),
);
const tensorTypes = [...dataTypes, "object"] as const;
