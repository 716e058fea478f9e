import type { ScalarColumnType } from "@switchyard/core";
import { isPythonObject, isSeries, series, type PythonValue, type Series } from "../columns/python-value.ts";
import { enforceSeries } from "./enforce-series.ts";
import { asciiText, numpyTexts } from "./numpy-text.ts";

/** The items of a list as an array of this type; undefined where MLflow refuses them. */
export function enforceItems(items: Series, type: ScalarColumnType): Series | undefined {
  const enforced = enforceSeries(inferred(items), type);
  if (enforced === undefined) return undefined;
  if (type === "boolean" && enforced.dtype === "object" && !Array.from(enforced.values).some(isList))
    return series("bool", Array.from(enforced.values, isTrue));
  if (type === "boolean") return enforced.dtype === "bool" ? enforced : undefined;
  if (type !== "string" && type !== "binary") return enforced;
  const texts = type === "binary" ? numpyBytes(enforced) : numpyTexts(enforced);
  return texts && series("object", texts);
}

/** Texts among objects are taken for a series of texts, as pandas does. */
export function inferred(given: Series): Series {
  if (given.dtype !== "object") return given;
  const values = Array.from(given.values);
  const texts = values.filter((value) => typeof value === "string").length;
  const gaps = values.filter((value) => value === null).length;
  return texts > 0 && texts + gaps === values.length ? series("str", values) : given;
}

function numpyBytes(given: Series): readonly Uint8Array[] | undefined {
  const texts = numpyTexts({ ...given, values: Array.from(given.values, withoutBytes) });
  const bytes = texts?.map((text, index) => {
    const value = given.values[index];
    if (value instanceof Uint8Array) return trimmed(value);
    const encoded = new TextEncoder().encode(text);
    return asciiText(encoded) === undefined ? undefined : encoded;
  });
  return bytes?.every((each) => each !== undefined) === true ? bytes : undefined;
}

function withoutBytes(value: PythonValue): PythonValue {
  return value instanceof Uint8Array ? "" : value;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.slice(0, end);
}

/** Python's `bool()` of an object. */
export function isTrue(value: PythonValue): boolean {
  if (value instanceof Uint8Array) return value.length > 0;
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "object") return Boolean(value);
  if (value === null) return false;
  if (isSeries(value)) return value.values.length > 0;
  return !isPythonObject(value) || value.python !== "Decimal" || Number(value.value) !== 0;
}

/** Whether NumPy can put these values into one array: lists of one level must have one length. */
export function isRegular(values: readonly PythonValue[]): boolean {
  const lists = values.filter(isList);
  if (lists.length === 0) return true;
  const [first] = lists;
  if (lists.length < values.length || lists.some((list) => lengthOf(list) !== lengthOf(first ?? null)))
    return false;
  return isRegular(lists.flatMap((list) => (isSeries(list) ? Array.from(list.values) : [])));
}

function isList(value: PythonValue): boolean {
  return Array.isArray(value) || (value !== null && isSeries(value));
}

function lengthOf(value: PythonValue): number {
  if (isSeries(value)) return value.values.length;
  return Array.isArray(value) ? value.length : 0;
}
