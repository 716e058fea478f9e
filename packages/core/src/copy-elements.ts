import type { Tensor } from "./tensor.ts";

/** `count` elements from `start` on, which go to `place` and behind. */
export interface CopyRange {
  readonly start: number;
  readonly count: number;
  readonly place: number;
}

/** Fewer elements than these are copied one by one: a view of them would take longer. */
const few = 32;

/**
 * Copies plain elements to a tensor of the same type. Does not ask for the `buffer` of small ones, which would
 * move them out of JavaScript's memory.
 */
export function copyElements(from: Tensor, into: Tensor, range: CopyRange): void {
  if (isLong(from) && isLong(into)) copy<bigint>(from.data, into.data, range);
  else if (isNumeric(from) && isNumeric(into)) copy<number>(from.data, into.data, range);
  else throw new Error(`elements of ${from.dtype} cannot be copied to ${into.dtype}`);
}

type Long = Tensor<"int64" | "uint64">;

function isLong(tensor: Tensor): tensor is Long {
  return tensor.dtype === "int64" || tensor.dtype === "uint64";
}

function isNumeric(tensor: Tensor): tensor is Exclude<Tensor, Long | Tensor<"string">> {
  return tensor.dtype !== "string" && !isLong(tensor);
}

interface Elements<Element> {
  [index: number]: Element;
  set(values: ArrayLike<Element>, place: number): void;
  subarray(start: number, end: number): ArrayLike<Element> & { readonly length: number };
  readonly length: number;
}

function copy<Element>(from: Elements<Element>, into: Elements<Element>, range: CopyRange): void {
  const { start, count, place } = range;
  if (count >= few) {
    into.set(count === from.length ? from : from.subarray(start, start + count), place);
    return;
  }
  for (let index = 0; index < count; index += 1) {
    const element = from[start + index];
    if (element !== undefined) into[place + index] = element;
  }
}
