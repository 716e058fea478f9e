import { nestedOf } from "../arrays/nested.ts";
import { NumpyArray, NumpyScalar, PythonFloat, type ModelInput, type NdArray } from "@switchyard/core";

/** A decoded input as recorded: its arrays as `[dtype, shape, elements]`, 64-bit integers as text. */
export function described(input: ModelInput): unknown {
  switch (input.form) {
    case "array":
      return { array: describedArray(input.array) };
    case "named":
      return { named: mapped(Object.entries(input.arrays)) };
    case "frame":
      return {
        frame: mapped(input.columns.map(({ name, values }) => [name, values] as const)),
        rows: input.rows,
      };
    case "images":
      return { images: input.images.length };
  }
}

function mapped(arrays: readonly (readonly [string, NdArray])[]): unknown {
  return Object.fromEntries(arrays.map(([name, array]) => [name, describedArray(array)]));
}

function describedArray({ dtype, shape, data }: NdArray): readonly unknown[] {
  const texts = dtype === "object" && data.length > 0 && data.every((each) => typeof each === "string");
  return [texts ? "string" : dtype, shape, Array.from<unknown, unknown>(data, elementOf(dtype))];
}

function elementOf(dtype: NdArray["dtype"]): (value: unknown) => unknown {
  if (dtype === "object") return cell;
  if (dtype === "bool") return Boolean;
  if (dtype.includes("int") || dtype === "datetime64") return String;
  return (value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
}

function cell(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof PythonFloat) return value.value;
  if (value instanceof NumpyArray) return cell(listed(nestedOf(value.array)));
  if (value instanceof NumpyScalar) return cell(value.value);
  if (typeof value === "number" && !Number.isFinite(value)) return Number.isNaN(value) ? null : String(value);
  if (value instanceof Uint8Array) return `base64:${Buffer.from(value).toString("base64")}`;
  if (Array.isArray(value)) return value.map(cell);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cell(each)]));
}

/** Arrays in cells were recorded as lists, their integers as numbers. */
function listed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(listed);
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
