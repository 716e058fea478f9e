import { commonType } from "@switchyard/core";
import type { NumericType } from "../../arrays/cast-numbers.ts";
import type { Series } from "../columns/python-value.ts";
import { isNumeric } from "../frame/to-array.ts";

/** The type that holds all columns of a frame, as `DataFrame.to_numpy()` chooses it. */
export function frameType(columns: readonly Series[]): NumericType | "object" {
  const types = columns.map(({ dtype, extension }) =>
    isNumeric(dtype) && extension === undefined ? dtype : "object",
  );
  const common = types.length === 0 ? "object" : commonType(types);
  return common === "string" || common === "datetime64" ? "object" : common;
}
