import { PythonFloat, type NdArray } from "@switchyard/core";
import type { JsonValue } from "../json/json-value.ts";

/** The elements as lists in lists, as NumPy's `tolist()` gives them; a scalar for a shape of no dimensions. */
export function nestedOf({ shape, data, dtype }: NdArray): unknown {
  return nest(elementsOf({ dtype, data }), shape);
}

function elementsOf({ dtype, data }: Pick<NdArray, "dtype" | "data">): readonly unknown[] {
  const elements: readonly unknown[] = [...data];
  if (dtype === "bool") return elements.map(Boolean);
  return dtype.startsWith("float") ? elements.map((each) => PythonFloat.of(Number(each))) : elements;
}

function nest(elements: readonly unknown[], shape: readonly number[]): unknown {
  const [length, ...inner] = shape;
  if (length === undefined) return elements[0];
  if (inner.length === 0) return elements;
  const size = elements.length / Math.max(length, 1);
  return Array.from({ length }, (_, row) => nest(elements.slice(row * size, (row + 1) * size), inner));
}

/** An element of an array as it could have been sent; what is no scalar becomes null. */
export function asJson(element: unknown): JsonValue {
  const simple = typeof element === "number" || typeof element === "bigint" || typeof element === "string";
  if (element instanceof PythonFloat) return element;
  return simple || typeof element === "boolean" ? element : null;
}
