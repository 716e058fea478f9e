import type { ModelInput, NdArray, SignatureTensorSpec } from "@switchyard/core";
import { numpyName } from "../arrays/element-type.ts";
import { schemaMismatch } from "../faults.ts";
import { checkPresent } from "./missing-inputs.ts";

/** Arrays by name in the signature's order, each of the shape and type that it asks for; extra ones go. */
export function enforceNamedTensors(
  arrays: ReadonlyMap<string, NdArray>,
  specs: readonly SignatureTensorSpec[],
): ModelInput {
  checkPresent(specs, [...arrays.keys()]);
  const enforced = specs.flatMap((spec) => {
    const array = arrays.get(spec.name ?? "");
    return array === undefined ? [] : [[spec.name ?? "", enforceTensor(array, spec)] as const];
  });
  return { form: "named", arrays: Object.fromEntries(enforced) };
}

/** The array itself, if it has the shape and the type that the signature asks for. */
export function enforceTensor(array: NdArray, spec: SignatureTensorSpec): NdArray {
  const { shape, dtype } = spec;
  if (shape.length === 1 && shape[0] === -1 && dtype === "object") return array;
  const ragged = array.dtype === "object" && array.shape.length === 1;
  if (ragged && shape.length > 1 && shape.slice(1).includes(-1)) return array;
  const fits =
    shape.length === array.shape.length &&
    shape.every((size, dimension) => size === -1 || size === array.shape[dimension]);
  if (!fits) throw wrongShape(array.shape, spec);
  if (array.dtype === dtype) return array;
  throw schemaMismatch(
    `${labelOf(spec)}dtype of input ${numpyName(array.dtype)} does not match expected dtype ${numpyName(dtype)}`,
  );
}

function wrongShape(actual: readonly number[], spec: SignatureTensorSpec): Error {
  return schemaMismatch(
    `${labelOf(spec)}Shape of input ${tuple(actual)} does not match expected shape ${tuple(spec.shape)}.`,
  );
}

/** Which input a message is about. */
export function labelOf({ name }: SignatureTensorSpec): string {
  return name === undefined ? "" : `${name}: `;
}

/** A shape as Python prints it. */
export function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}
