import { pythonText } from "@switchyard/core";
import { elementFault, type Locate } from "../arrays/element-type.ts";
import { nanosecondsOf, notATime, parseIsoDate, type IsoDate } from "../arrays/numpy-datetime.ts";
import { invalidRequest, schemaMismatch } from "../faults.ts";
import { PythonFloat, type JsonValue } from "../json/json-value.ts";
import { columnKindOf } from "./column-kind.ts";
import { formatOf, isoText, type DateFormat } from "./date-format.ts";

/**
 * What `pandas.to_datetime` makes of a column, in nanoseconds. Where its first value is a text, all others must be
 * written like it.
 */
export function toDatetimes(values: readonly JsonValue[], locate: Locate): BigInt64Array {
  const read = readerOf(values);
  const offsets = new Set<bigint | undefined>();
  const dates = BigInt64Array.from(values, (value, index) => {
    if (isMissing(value)) return notATime;
    const date = read(value);
    if (date === undefined || BigInt.asIntN(64, date.nanoseconds) !== date.nanoseconds)
      throw elementFault(locate(index), "datetime64", value);
    offsets.add(date.offset);
    return date.nanoseconds;
  });
  if (offsets.size > 1 || (offsets.size === 1 && !offsets.has(undefined))) throw zoned(offsets, locate(0));
  return dates;
}

type Reader = (value: JsonValue) => IsoDate | undefined;

function readerOf(values: readonly JsonValue[]): Reader {
  if (columnKindOf(values) === "float64") return (value) => countOf(value) ?? missing;
  const first = values.find((value) => !isMissing(value));
  if (typeof first !== "string") return ofAny;
  const format = formatOf(first);
  return (value) => ofText(pythonText(value), format);
}

/** Where numbers come first, each value is read by itself. */
function ofAny(value: JsonValue): IsoDate | undefined {
  return typeof value === "string" ? ofText(value, formatOf(value)) : countOf(value);
}

function ofText(text: string, format: DateFormat): IsoDate | undefined {
  const iso = isoText(text, format);
  return iso === undefined ? undefined : parseIsoDate(iso);
}

const missing: IsoDate = { nanoseconds: notATime, offset: undefined };

/** A count of nanoseconds; undefined where there is none, or more of them than 64 bits hold. */
function countOf(value: JsonValue): IsoDate | undefined {
  if (typeof value === "boolean") return undefined;
  const count = value instanceof PythonFloat ? value.value : value;
  if (typeof count !== "number") return dateOf(nanosecondsOf(count));
  return Math.abs(count) < 2 ** 63 ? dateOf(BigInt(Math.trunc(count))) : undefined;
}

function dateOf(nanoseconds: bigint | undefined): IsoDate | undefined {
  return nanoseconds === undefined ? undefined : { nanoseconds, offset: undefined };
}

/** Times of one zone make a column of a type that MLflow refuses; those of several make none. */
function zoned(offsets: ReadonlySet<bigint | undefined>, place: string): Error {
  if (offsets.size > 1)
    return invalidRequest(`Invalid input. ${place}: times of several zones in one column`);
  return schemaMismatch(
    "Please ensure that the input data of datetime column only contains timezone-naive datetime objects.",
  );
}

function isMissing(value: JsonValue): boolean {
  if (typeof value !== "string") return value === null || Number.isNaN(value);
  return value === "" || value === "NaT" || value.toLowerCase() === "nan";
}
