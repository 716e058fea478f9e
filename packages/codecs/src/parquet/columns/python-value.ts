/** A Python object that no graph takes: its type, and the value as text. */
export interface PythonObject {
  readonly python: "date" | "time" | "Decimal" | "Timestamp" | "Timedelta" | "Period";
  readonly value: string;
}

/** A tuple of Python, as pandas holds the entries of maps. */
export interface PythonPair {
  readonly pair: readonly [PythonValue, PythonValue];
}

export interface PythonDict {
  readonly dict: readonly (readonly [string, PythonValue])[];
}

/** A value as it lies in a column of objects: integers as bigint, so that a number is a float. */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PythonObject
  | PythonPair
  | PythonDict
  | readonly PythonPair[]
  | Series;

/** A one-dimensional array of NumPy or pandas: its dtype, and its values. */
export interface Series {
  readonly dtype: SeriesType;
  /** The extension type of pandas (`Int64`) in which it is held; such a type equals no plain one. */
  readonly extension: string | undefined;
  readonly values: ArrayLike<PythonValue>;
}

/** `str` is pandas' type of texts; datetimes count nanoseconds, those in a zone are in UTC. */
export type SeriesType =
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float16"
  | "float32"
  | "float64"
  | "bool"
  | "str"
  | "object"
  | "datetime64"
  | "datetimetz"
  | "timedelta64"
  | "category"
  | "period";

export function isSeries(value: PythonValue): value is Series {
  return typeof value === "object" && value !== null && "dtype" in value;
}

export function isDict(value: PythonValue): value is PythonDict {
  return typeof value === "object" && value !== null && "dict" in value;
}

export function isPythonObject(value: PythonValue): value is PythonObject {
  return typeof value === "object" && value !== null && "python" in value;
}

export function isPairs(value: PythonValue): value is readonly PythonPair[] {
  return Array.isArray(value);
}

export function isPair(value: PythonValue): value is PythonPair {
  return typeof value === "object" && value !== null && "pair" in value;
}

/** A plain series of these values. */
export function series(dtype: SeriesType, values: ArrayLike<PythonValue>): Series {
  return { dtype, values, extension: undefined };
}
