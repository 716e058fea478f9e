import { copyElements, ownOf, setOwn, zeros, type Tensor, type Tensors } from "@switchyard/core";

/** How many rows these tensors hold: their first dimension. */
export function rowCount(tensors: Tensors): number {
  for (const name in tensors) return tensors[name]?.shape[0] ?? 1;
  return 1;
}

/** Whether each of these tensors holds the same number of rows; scalars hold none. */
export function hasRows(tensors: Tensors): boolean {
  const rows = rowCount(tensors);
  for (const name in tensors) if (tensors[name]?.shape[0] !== rows) return false;
  return true;
}

/** Whether the rows of these tensors may stand below each other: same names, types and inner shapes. */
export function isSameRow(one: Tensors, other: Tensors): boolean {
  for (const name in one) if (!isSameTensorRow(one[name], ownOf(other, name))) return false;
  for (const name in other) if (!Object.hasOwn(one, name)) return false;
  return true;
}

function isSameTensorRow(one: Tensor | undefined, other: Tensor | undefined): boolean {
  if (!one || !other || one.dtype !== other.dtype || one.shape.length !== other.shape.length) return false;
  for (let axis = 1; axis < one.shape.length; axis += 1)
    if (one.shape[axis] !== other.shape[axis]) return false;
  return true;
}

/** Tensors of one row shape as one, in order. */
export function joinRows(parts: readonly Tensors[]): Tensors {
  const [first = {}, ...others] = parts;
  if (others.length === 0) return first;
  let rows = 0;
  for (const part of parts) rows += rowCount(part);
  const joined: Record<string, Tensor> = {};
  for (const name in first) {
    const each = first[name];
    if (each) setOwn(joined, name, joinTensors(each, rows, { name, parts }));
  }
  return joined;
}

/** The rows `start` to `end`, the latter not among them. */
export function sliceRows(tensors: Tensors, start: number, end: number): Tensors {
  const sliced: Record<string, Tensor> = {};
  for (const name in tensors) {
    const each = tensors[name];
    if (each) setOwn(sliced, name, sliceTensor(each, start, end));
  }
  return sliced;
}

interface Parts {
  readonly name: string;
  readonly parts: readonly Tensors[];
}

function joinTensors(first: Tensor, rows: number, { name, parts }: Parts): Tensor {
  const shape = [rows, ...first.shape.slice(1)];
  if (first.dtype === "string")
    return { dtype: "string", shape, data: parts.flatMap((part) => textsIn(part[name] ?? first)) };
  const joined = zeros(first.dtype, shape);
  let place = 0;
  for (const part of parts) {
    const each = part[name] ?? first;
    const count = each.data.length;
    copyElements(each, joined, { start: 0, count, place });
    place += count;
  }
  return joined;
}

function textsIn(tensor: Tensor): readonly string[] {
  return tensor.dtype === "string" ? tensor.data : [];
}

function sliceTensor(each: Tensor, start: number, end: number): Tensor {
  const [rows = 1, ...inner] = each.shape;
  const size = rows === 0 ? 0 : each.data.length / rows;
  const shape = [end - start, ...inner];
  if (each.dtype === "string")
    return { dtype: "string", shape, data: each.data.slice(start * size, end * size) };
  const sliced = zeros(each.dtype, shape);
  copyElements(each, sliced, { start: start * size, count: (end - start) * size, place: 0 });
  return sliced;
}
