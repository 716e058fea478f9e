import type { ScalarColumnType } from "@switchyard/core";
import { notATime, parseIsoDate } from "../../arrays/numpy-datetime.ts";
import { enforceScalars } from "../../schema/enforce-scalars.ts";
import { isPythonObject, series, type PythonValue, type Series } from "../columns/python-value.ts";
import { isNumeric, toArray } from "../frame/to-array.ts";
import { toNumeric } from "./to-numeric.ts";

/** The series as a column of this type if MLflow's strict rules (`_enforce_mlflow_datatype`) allow it. */
export function enforceSeries(given: Series, type: ScalarColumnType): Series | undefined {
  const { dtype } = given;
  if (isNumeric(dtype)) return given.extension === undefined ? numbers(given, type) : extended(given, type);
  if (dtype === "object") return given.extension === undefined ? objects(given, type) : undefined;
  if (dtype === "str") return type === "string" || type === "binary" ? given : undefined;
  return dtype === "datetime64" && type === "datetime" ? times(given.values) : undefined;
}

function numbers(given: Series, type: ScalarColumnType): Series | undefined {
  const enforced = enforceScalars(toArray(given), type);
  if (enforced === undefined || enforced.dtype === given.dtype)
    return enforced && series(given.dtype, given.values);
  if (enforced.dtype === "object" || enforced.dtype === "string" || enforced.dtype === "datetime64")
    return undefined;
  return series(enforced.dtype, enforced.data);
}

/** Gaps are floats when they come here; what was an integer stays one for these rules. */
function extended(given: Series, type: ScalarColumnType): Series | undefined {
  const { dtype, extension = "" } = given;
  const long = extension.toLowerCase().includes("int64");
  if (long && (type === "float" || type === "double")) return undefined;
  const gaps = /int/i.test(extension) && dtype === "float64";
  return gaps && type !== "double" ? undefined : numbers(given, type);
}

function objects(given: Series, type: ScalarColumnType): Series | undefined {
  if (type === "string" || type === "binary" || type === "boolean") return given;
  const values = Array.from(given.values);
  if (type === "double") return toNumeric(values);
  return type === "datetime" ? times(values.map(timeOf)) : undefined;
}

function timeOf(value: PythonValue): PythonValue | undefined {
  if (value === null) return notATime;
  return isPythonObject(value) && value.python === "date"
    ? parseIsoDate(value.value)?.nanoseconds
    : undefined;
}

/** Times that fit nanoseconds, and gaps; anything else makes no column of times. */
function times(values: ArrayLike<PythonValue | undefined>): Series | undefined {
  const longs = Array.from(values).flatMap((value) => {
    if (value === null) return [notATime];
    return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? [value] : [];
  });
  return longs.length === values.length ? series("datetime64", longs) : undefined;
}
