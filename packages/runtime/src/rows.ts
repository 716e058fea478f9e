import {
  bytesOf,
  elementCount,
  ownOf,
  setOwn,
  tensorOver,
  zeros,
  type Tensor,
  type Tensors,
} from "@switchyard/core";

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
  const rows = parts.reduce((sum, part) => sum + rowCount(part), 0);
  return mapTensors(first, (each, name) =>
    joinTensors(
      each,
      rows,
      parts.map((part) => part[name] ?? each),
    ),
  );
}

/** The rows `start` to `end`, the latter not among them; a view where the elements are plain. */
export function sliceRows(tensors: Tensors, start: number, end: number): Tensors {
  return mapTensors(tensors, (each) => sliceTensor(each, start, end));
}

function joinTensors(first: Tensor, rows: number, parts: readonly Tensor[]): Tensor {
  const shape = [rows, ...first.shape.slice(1)];
  if (first.dtype === "string")
    return {
      dtype: "string",
      shape,
      data: parts.flatMap((part) => (part.dtype === "string" ? part.data : [])),
    };
  const joined = zeros(first.dtype, shape);
  const bytes = bytesOf(joined);
  const width = bytes.length / Math.max(joined.data.length, 1);
  let offset = 0;
  for (const part of parts) {
    // Single numbers are the common case, and a view of each would cost more than the copy.
    if (part.data.length === 1 && joined.dtype === "float64" && part.dtype === "float64")
      joined.data[offset / width] = part.data[0] ?? 0;
    else bytes.set(bytesOf(part), offset);
    offset += part.data.length * width;
  }
  return joined;
}

function sliceTensor(each: Tensor, start: number, end: number): Tensor {
  const [, ...inner] = each.shape;
  const size = elementCount(inner);
  const shape = [end - start, ...inner];
  if (each.dtype === "string")
    return { dtype: "string", shape, data: each.data.slice(start * size, end * size) };
  const bytes = bytesOf(each);
  const width = each.data.length === 0 ? 0 : bytes.length / each.data.length;
  return tensorOver(each.dtype, shape, bytes.subarray(start * size * width, end * size * width));
}

function mapTensors(tensors: Tensors, change: (each: Tensor, name: string) => Tensor): Tensors {
  const changed: Record<string, Tensor> = {};
  for (const [name, each] of Object.entries(tensors)) setOwn(changed, name, change(each, name));
  return changed;
}
