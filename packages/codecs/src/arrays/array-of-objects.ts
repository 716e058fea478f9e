import { PythonFloat, type NdArray } from "@switchyard/core";
import { inhomogeneous } from "./numpy-array.ts";

/** `numpy.array(value)` of nested lists whose elements are of one type, or objects. */
export function arrayOfObjects(value: unknown, field: string): NdArray {
  const shape: number[] = [];
  let elements: readonly unknown[] = [value];
  while (elements.some(Array.isArray)) {
    const lists = elements.flatMap((each) => (isList(each) ? [each] : []));
    const [length = 0] = lists.map((list) => list.length);
    if (lists.length < elements.length || lists.some((list) => list.length !== length))
      throw inhomogeneous(field);
    shape.push(length);
    elements = lists.flat();
  }
  return typed(elements, shape);
}

function typed(elements: readonly unknown[], shape: readonly number[]): NdArray {
  const all = elements.length;
  const longs = elements.flatMap((each) => longOf(each) ?? []);
  if (all > 0 && longs.length === all) return { dtype: "int64", shape, data: BigInt64Array.from(longs) };
  const texts = elements.filter((each) => typeof each === "string");
  if (all > 0 && texts.length === all) return { dtype: "string", shape, data: texts };
  const truths = elements.filter((each) => typeof each === "boolean");
  if (all > 0 && truths.length === all)
    return { dtype: "bool", shape, data: Uint8Array.from(truths, Number) };
  const floats = elements.flatMap((each) => floatOf(each) ?? []);
  if (floats.length === all) return { dtype: "float64", shape, data: Float64Array.from(floats) };
  return { dtype: "object", shape, data: elements };
}

/** Whole floats are marked, so that a whole number is an integer. */
function longOf(element: unknown): bigint | undefined {
  if (typeof element === "number") return Number.isInteger(element) ? BigInt(element) : undefined;
  return typeof element === "bigint" && BigInt.asIntN(64, element) === element ? element : undefined;
}

function floatOf(element: unknown): number | undefined {
  if (element instanceof PythonFloat) return element.value;
  return typeof element === "number" ? element : undefined;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
