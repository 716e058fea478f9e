import {
  datatypeOf,
  type ModelInput,
  type NdArray,
  type SignatureTensorSpec,
  type Tensor,
  type TensorSpec,
} from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found, pythonList } from "../json/found.ts";
import { enforceNamedTensors, enforceTensor } from "../schema/enforce-tensors.ts";
import type { NamedTensors } from "./columns-input.ts";

/** The inputs of a graph, which takes nothing but its own types and shapes. */
export function graphInput(tensors: NamedTensors, specs: readonly TensorSpec[]): ModelInput {
  const names = specs.map(({ name }) => name);
  checkNames(tensors, names);
  for (const spec of specs) {
    const tensor = tensors.get(spec.name);
    if (!tensor)
      throw invalidRequest(
        `expected ${specs.length} inputs but got ${tensors.size} inputs for the model: '${spec.name}' is missing`,
      );
    checkTensor(tensor, spec);
  }
  return { form: "named", arrays: Object.fromEntries(tensors) };
}

/** The inputs of a signature of tensors, by MLflow's rules; a single one without a name may be called anything. */
export function signatureInput(tensors: NamedTensors, specs: readonly SignatureTensorSpec[]): ModelInput {
  const [first] = specs;
  if (first && first.name === undefined) {
    const [[, only] = [], ...others] = tensors;
    if (only && others.length === 0)
      return { form: "array", array: enforceTensor(arrayFor(only, first), first) };
    throw invalidRequest(`expected 1 inputs but got ${tensors.size} inputs for the model`);
  }
  const names = specs.map(({ name = "" }) => name);
  checkNames(tensors, names);
  const arrays = new Map<string, NdArray>();
  for (const [name, each] of tensors)
    arrays.set(name, arrayFor(each, specs.find((spec) => spec.name === name) ?? { dtype: each.dtype }));
  return enforceNamedTensors(arrays, specs);
}

/** Texts are Python objects to a signature that says so. */
function arrayFor(tensor: Tensor, { dtype }: Pick<SignatureTensorSpec, "dtype">): NdArray {
  return tensor.dtype === "string" && dtype === "object" ? { ...tensor, dtype: "object" } : tensor;
}

function checkNames(tensors: NamedTensors, names: readonly string[]): void {
  const unknown = [...tensors.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw invalidRequest(
      `unexpected inference input ${found(unknown)} for the model; it takes ${pythonList(names)}`,
    );
}

function checkTensor({ dtype, shape }: Tensor, spec: TensorSpec): void {
  if (dtype !== spec.dtype)
    throw invalidRequest(
      `inference input '${spec.name}' data-type is '${datatypeOf(dtype)}', but the model expects '${datatypeOf(spec.dtype)}'`,
    );
  const fits =
    shape.length === spec.shape.length &&
    spec.shape.every((size, dimension) => size === -1 || size === shape[dimension]);
  if (!fits)
    throw invalidRequest(
      `unexpected shape for input '${spec.name}' for the model. Expected [${spec.shape.join(",")}], got [${shape.join(",")}]`,
    );
}
