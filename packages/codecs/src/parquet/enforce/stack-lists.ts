import { elementCount, type NdArray, type SignatureTensorSpec } from "@switchyard/core";
import { schemaMismatch } from "../../faults.ts";
import { tuple } from "../../schema/enforce-tensors.ts";
import { isSeries, series, type PythonValue, type Series } from "../columns/python-value.ts";
import { toArray } from "../frame/to-array.ts";

/** A column of lists, each of which holds one row of the tensor; they keep their own type, whatever it is. */
export function stackLists({ values }: Series, { shape, name }: SignatureTensorSpec): NdArray {
  const lists = Array.from(values).filter((value) => isSeries(value));
  const inner = shape.slice(1);
  const width = elementCount(inner);
  const [first] = lists;
  const fits = first !== undefined && width > 0 && lists.every((list) => list.values.length === width);
  const gaps = lists.length < values.length;
  if (!fits || (gaps && width > 1))
    throw schemaMismatch(
      `The value in the Input DataFrame column '${name ?? 0}' could not be converted to the expected shape of: ` +
        `'${tuple(shape)}'. Expected lists of ${width} values.`,
    );
  // NumPy takes a missing list for a row of one object.
  const all = Array.from(values).flatMap((value) => itemsOf(value));
  return toArray(gaps ? series("object", all) : series(first.dtype, all), [values.length, ...inner]);
}

function itemsOf(value: PythonValue): readonly PythonValue[] {
  return isSeries(value) ? Array.from(value.values) : [value];
}
