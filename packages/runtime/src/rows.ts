import { bytesOf, elementCount, tensorOver, zeros, type Tensor, type Tensors } from "@switchyard/core";

/** How many rows these tensors hold: their first dimension. */
export function rowCount(tensors: Tensors): number {
  for (const name in tensors) return tensors[name]?.shape[0] ?? 1;
  return 1;
}

/** Equal for tensors whose rows may stand below each other. */
export function rowShape(tensors: Tensors): string {
  let shape = "";
  for (const name in tensors) {
    const each = tensors[name];
    shape += `${name}:${each?.dtype}[${each?.shape.slice(1).join()}];`;
  }
  return shape;
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
  let offset = 0;
  for (const part of parts) {
    bytes.set(bytesOf(part), offset);
    offset += part.data.length * (bytes.length / joined.data.length);
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
  for (const [name, each] of Object.entries(tensors)) changed[name] = change(each, name);
  return changed;
}
