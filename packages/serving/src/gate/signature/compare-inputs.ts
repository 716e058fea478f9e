import type { Schema } from "@switchyard/core";
import { compareInputColumns, newColumn } from "./compare-input-columns.ts";
import { compareInputTensors } from "./compare-input-tensors.ts";
import { breaking, widening, type SignatureChange } from "./signature-change.ts";

/**
 * What changes for those who ask. Without a schema anything is taken, and given to the model as it is: a first
 * schema breaks as soon as it requires something, and one that goes takes the conversion of values with it.
 */
export function compareInputs(
  serving: Schema | undefined,
  next: Schema | undefined,
): readonly SignatureChange[] {
  if (!serving) return next ? firstInputs(next) : [];
  if (!next) return [breaking("inputs are no longer described, and no longer converted")];
  if (serving.kind === "columns" && next.kind === "columns")
    return compareInputColumns(serving.columns, next.columns);
  if (serving.kind === "tensors" && next.kind === "tensors")
    return compareInputTensors(serving.tensors, next.tensors);
  return [breaking(`inputs: ${serving.kind} became ${next.kind}`)];
}

function firstInputs(next: Schema): readonly SignatureChange[] {
  const described = widening("inputs are described now");
  return [
    described,
    ...(next.kind === "columns" ? next.columns.map(newColumn) : compareInputTensors([], next.tensors)),
  ];
}
