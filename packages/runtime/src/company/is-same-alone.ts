import { sliceRows } from "../rows.ts";
import { ownOf, type DataType, type Tensor, type Tensors } from "@switchyard/core";

/**
 * Whether each row of a joint run is what the row gave alone. Kernels may sum in another order when they have
 * more rows, so numbers may differ by a small part of the largest in their row.
 */
export function isSameAlone(together: Tensors, alone: readonly Tensors[]): boolean {
  const names = new Set([...Object.keys(together), ...alone.flatMap((each) => Object.keys(each))]);
  return [...names].every((name) => {
    const joint = ownOf(together, name);
    if (joint?.shape[0] !== alone.length) return false;
    return alone.every((each, row) =>
      isSameRowOf(sliceRows({ [name]: joint }, row, row + 1)[name], ownOf(each, name)),
    );
  });
}

/** Parts of the largest number in a row. */
const tolerances: Partial<Record<DataType, number>> = { float16: 1e-2, float32: 1e-4, float64: 1e-6 };

function isSameRowOf(joint: Tensor | undefined, alone: Tensor | undefined): boolean {
  if (!joint || !alone || joint.dtype !== alone.dtype) return false;
  if (joint.shape.join() !== alone.shape.join()) return false;
  const tolerance = tolerances[joint.dtype];
  if (tolerance === undefined) return joint.data.every((value, index) => value === alone.data[index]);
  const [one, other] = [joint, alone].map(({ data }) => Array.from(data, Number));
  return one !== undefined && other !== undefined && isClose(one, other, tolerance);
}

function isClose(one: readonly number[], other: readonly number[], tolerance: number): boolean {
  const largest = one.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return one.every((value, index) => {
    const expected = other[index] ?? Number.NaN;
    return Object.is(value, expected) || Math.abs(value - expected) <= tolerance * largest;
  });
}
