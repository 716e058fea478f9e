import { isJsonList, type JsonValue } from "../json/json-value.ts";

/** Nested lists as NumPy sees them: a shape, and the elements row by row. */
export interface Flattened {
  readonly shape: readonly number[];
  readonly leaves: readonly JsonValue[];
}

const mostDimensions = 64;

/** The elements and shape of nested lists; undefined when lists of one level differ in length. */
export function flatten(value: JsonValue): Flattened | undefined {
  const shape = shapeOf(value);
  const leaves: JsonValue[] = [];
  const fits = shape.length <= mostDimensions && collect(value, 0, { shape, leaves });
  return fits ? { shape, leaves } : undefined;
}

/** The shape that the first of every list has; the rest must follow it. */
function shapeOf(value: JsonValue): readonly number[] {
  const shape: number[] = [];
  let each: JsonValue | undefined = value;
  while (isJsonList(each)) {
    shape.push(each.length);
    each = each[0];
  }
  return shape;
}

interface Collected {
  readonly shape: readonly number[];
  readonly leaves: JsonValue[];
}

function collect(value: JsonValue, depth: number, into: Collected): boolean {
  const { shape, leaves } = into;
  if (depth === shape.length) {
    leaves.push(value);
    return !isJsonList(value);
  }
  if (!isJsonList(value) || value.length !== shape[depth]) return false;
  if (depth === shape.length - 1) return collectRow(value, leaves);
  for (const each of value) if (!collect(each, depth + 1, into)) return false;
  return true;
}

function collectRow(row: readonly JsonValue[], leaves: JsonValue[]): boolean {
  for (const each of row) {
    if (typeof each === "object" && isJsonList(each)) return false;
    leaves.push(each);
  }
  return true;
}

/** Where an element lies, as in `[3][1]`. */
export function positionOf(index: number, shape: readonly number[]): string {
  let rest = index;
  let text = "";
  for (const size of shape.toReversed()) {
    text = `[${rest % size}]${text}`;
    rest = Math.floor(rest / size);
  }
  return text;
}
