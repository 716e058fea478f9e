import {
  emptyManifest,
  type ColumnSpec,
  type ModelManifest,
  type ParamSpec,
  type ScalarColumnType,
  type SignatureTensorSpec,
} from "@switchyard/core";

/** A manifest that says no more than its input signature. */
export function manifestOf(signature: ModelManifest["signature"]): ModelManifest {
  return { ...emptyManifest, signature };
}

/** Required columns by name, in their order. */
export function columnsManifest(
  types: Readonly<Record<string, ScalarColumnType>>,
  params?: readonly ParamSpec[],
): ModelManifest {
  const columns = Object.entries(types).map(([name, type]): ColumnSpec => ({
    name,
    type: { kind: "scalar", type },
    required: true,
  }));
  return manifestOf({ inputs: { kind: "columns", columns }, outputs: undefined, params });
}

export function tensorsManifest(...tensors: readonly SignatureTensorSpec[]): ModelManifest {
  return manifestOf({ inputs: { kind: "tensors", tensors }, outputs: undefined, params: undefined });
}
