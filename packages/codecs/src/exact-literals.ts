import type { ColumnSpec, ModelSignature } from "@switchyard/core";

/** Whether the answer may depend on how a number is written: `1` or `1.0`. */
export function needsExactLiterals(signature: ModelSignature | undefined): boolean {
  const schema = signature?.inputs;
  if (schema === undefined || (signature?.params?.length ?? 0) > 0) return true;
  if (schema.kind === "tensors")
    return schema.tensors.some(({ dtype }) => dtype === "string" || dtype === "object");
  return schema.columns.some(isExact);
}

/** Without a name a column may be inferred, whatever it is called in the request. */
function isExact({ name, type }: ColumnSpec): boolean {
  return name === undefined || type.kind !== "scalar" || !plainTypes.has(type.type);
}

/** Casting to these gives the same for `1` and `1.0`. */
const plainTypes: ReadonlySet<string> = new Set(["boolean", "long", "float", "double"]);
