import type { NdArray } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { isJsonList, PythonFloat, type JsonValue } from "../json/json-value.ts";
import { castElements } from "./cast-elements.ts";
import type { ElementType } from "./element-type.ts";
import { flatten, positionOf, type Flattened } from "./flatten.ts";

/** `numpy.array(value, dtype)`; faults say where under `field` they are. */
export function arrayOf(value: JsonValue, type: ElementType, field: string): NdArray {
  const flattened = flatten(value);
  if (flattened === undefined && type === "object" && isJsonList(value))
    return { dtype: "object", shape: [value.length], data: value };
  const regular = flattened ?? raise(inhomogeneous(field));
  return castElements(regular, type, (index) => `${field}${positionOf(index, regular.shape)}`);
}

/** `numpy.array(value)`: the element type follows from the elements. */
export function inferArray(value: JsonValue, field: string): NdArray {
  const flattened = flatten(value) ?? raise(inhomogeneous(field));
  return castElements(
    flattened,
    typeOf(flattened),
    (index) => `${field}${positionOf(index, flattened.shape)}`,
  );
}

function raise(fault: Error): never {
  throw fault;
}

/** The fault of lists that no array can hold. */
export function inhomogeneous(field: string): Error {
  return invalidRequest(
    `Invalid input. ${field}: lists of one level differ in length (inhomogeneous shape); expected a regular array`,
  );
}

type Kind = "bool" | "int64" | "uint64" | "float64" | "string" | "object";

function typeOf({ leaves }: Flattened): Kind {
  const kinds = new Set<Kind>();
  for (const leaf of leaves) kinds.add(kindOf(leaf));
  if (kinds.size === 0) return "float64";
  if (kinds.has("object")) return "object";
  if (kinds.has("string")) return "string";
  if (kinds.has("float64") || (kinds.has("uint64") && kinds.has("int64"))) return "float64";
  if (kinds.has("uint64")) return "uint64";
  return kinds.has("int64") ? "int64" : "bool";
}

function kindOf(value: JsonValue): Kind {
  if (typeof value === "number") return Number.isSafeInteger(value) ? "int64" : "float64";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return kindOfLong(value);
  if (value instanceof PythonFloat) return "float64";
  return "object";
}

function kindOfLong(value: bigint): Kind {
  if (BigInt.asIntN(64, value) === value) return "int64";
  return BigInt.asUintN(64, value) === value ? "uint64" : "object";
}
