import { isDeepStrictEqual } from "node:util";
import type { SignatureTensorSpec } from "@switchyard/core";
import { breaking, widening, type SignatureChange } from "./signature-change.ts";

type Dtype = SignatureTensorSpec["dtype"];

/** Element types that hold every number of another; texts and booleans are read in ways of their own. */
const wider: Partial<Record<Dtype, readonly Dtype[]>> = {
  int8: ["int16", "int32", "int64", "float16", "float32", "float64"],
  int16: ["int32", "int64", "float32", "float64"],
  int32: ["int64", "float64"],
  int64: ["float64"],
  uint8: ["int16", "int32", "int64", "uint16", "uint32", "uint64", "float16", "float32", "float64"],
  uint16: ["int32", "int64", "uint32", "uint64", "float32", "float64"],
  uint32: ["int64", "uint64", "float64"],
  uint64: ["float64"],
  float16: ["float32", "float64"],
  float32: ["float64"],
};

/** What changes for those who send tensors: all are required, and those that a signature does not name are ignored. */
export function compareInputTensors(
  serving: readonly SignatureTensorSpec[],
  next: readonly SignatureTensorSpec[],
): readonly SignatureChange[] {
  const kept = serving.flatMap((each) => {
    const same = next.find(({ name }) => name === each.name);
    return same ? compareTensor(each, same) : [widening(`input ${label(each)} is no longer read`)];
  });
  const added = next.filter(({ name }) => !serving.some((each) => each.name === name));
  return [...kept, ...added.map((each) => breaking(`input ${label(each)} is new and required`))];
}

function compareTensor(serving: SignatureTensorSpec, next: SignatureTensorSpec): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  if (serving.dtype !== next.dtype) {
    const isWider = next.dtype === "object" || (wider[serving.dtype] ?? []).includes(next.dtype);
    const text = `input ${label(next)}: ${serving.dtype} became ${next.dtype}`;
    changes.push(isWider ? widening(text) : breaking(text));
  }
  if (isDeepStrictEqual(serving.shape, next.shape)) return changes;
  const text = `input ${label(next)}: shape ${shapeText(serving.shape)} became ${shapeText(next.shape)}`;
  if (!holdsAll(next.shape, serving.shape)) return [...changes, breaking(text)];
  const losesTables = takesTables(serving.shape) && !takesTables(next.shape);
  return [...changes, losesTables ? breaking(`${text}, which no dataframe body fits`) : widening(text)];
}

function holdsAll(next: readonly number[], serving: readonly number[]): boolean {
  return (
    next.length === serving.length && next.every((size, index) => size === -1 || size === serving[index])
  );
}

/** MLflow makes tensors of `dataframe_*` bodies where the first dimension alone is variable. */
function takesTables([first, ...inner]: readonly number[]): boolean {
  return first === -1 && !inner.includes(-1);
}

function label({ name }: SignatureTensorSpec): string {
  return name ?? "without a name";
}

/** As people write shapes: `(-1, 4)`. */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(", ")})`;
}
