import type { DataType } from "@switchyard/core";
import type { JsonSchema } from "./json-schema.ts";

/** The largest float32. */
export const largestFloat = 3.4028234663852886e38;
const largestHalf = 65_504;

/** What integers of a type can hold; beyond what a double holds exactly the bounds are bigints. */
export function rangeOf(dtype: `${"u" | ""}int${8 | 16 | 32 | 64}`): JsonSchema {
  const bits = BigInt(dtype.replace(/^\D+/, ""));
  const [minimum, maximum] = dtype.startsWith("u")
    ? [0n, 2n ** bits - 1n]
    : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  return bits === 64n ? { minimum, maximum } : { minimum: Number(minimum), maximum: Number(maximum) };
}

const elements: Readonly<Record<DataType | "object", JsonSchema>> = {
  object: {},
  string: { type: "string" },
  bool: { type: "boolean" },
  float16: { type: "number", minimum: -largestHalf, maximum: largestHalf },
  float32: { type: "number", format: "float", minimum: -largestFloat, maximum: largestFloat },
  float64: { type: "number", format: "double" },
  int8: { type: "integer", ...rangeOf("int8") },
  int16: { type: "integer", ...rangeOf("int16") },
  int32: { type: "integer", ...rangeOf("int32") },
  int64: { type: "integer", ...rangeOf("int64") },
  uint8: { type: "integer", ...rangeOf("uint8") },
  uint16: { type: "integer", ...rangeOf("uint16") },
  uint32: { type: "integer", ...rangeOf("uint32") },
  uint64: { type: "integer", ...rangeOf("uint64") },
};

/** What one element of a tensor that is asked may be. */
export function schemaOfElement(dtype: DataType | "object"): JsonSchema {
  return elements[dtype];
}

/** What one element of an answer may be: NaN and the infinities are `null`. */
export function schemaOfAnswered(dtype: DataType | "object"): JsonSchema {
  if (dtype === "object") return {};
  if (dtype === "string") return { type: "string" };
  if (dtype === "bool") return { type: "boolean" };
  return dtype.startsWith("float") ? { type: ["number", "null"] } : { type: "integer" };
}
