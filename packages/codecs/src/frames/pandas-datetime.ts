import { elementFault, type Locate } from "../arrays/element-type.ts";
import { nanosecondsOf, notATime, parseIsoDate, type IsoDate } from "../arrays/numpy-datetime.ts";
import { schemaMismatch } from "../faults.ts";
import { PythonFloat, type JsonValue } from "../json/json-value.ts";

/** What `pandas.to_datetime` makes of a column, in nanoseconds; texts must all be written alike. */
export function toDatetimes(values: readonly JsonValue[], locate: Locate): BigInt64Array {
  const pattern = values.find((value) => typeof value === "string" && !isMissing(value));
  const skeleton = typeof pattern === "string" ? skeletonOf(pattern) : "";
  return BigInt64Array.from(values, (value, index) => {
    const nanoseconds = typeof value === "string" ? ofText(value, skeleton) : ofNumber(value);
    if (nanoseconds === undefined) throw elementFault(locate(index), "datetime64", value);
    return nanoseconds;
  });
}

function ofNumber(value: JsonValue): bigint | undefined {
  if (value === null || Number.isNaN(value)) return notATime;
  if (typeof value === "boolean") return undefined;
  const count = value instanceof PythonFloat ? value.value : value;
  if (typeof count !== "number") return nanosecondsOf(count);
  return Math.abs(count) < 2 ** 63 ? BigInt(Math.trunc(count)) : notATime;
}

function ofText(text: string, skeleton: string): bigint | undefined {
  if (isMissing(text)) return notATime;
  const date = skeletonOf(text) === skeleton ? dateOf(text) : undefined;
  if (date?.zoned === true)
    throw schemaMismatch(
      "Please ensure that the input data of datetime column only contains timezone-naive datetime objects.",
    );
  return date && BigInt.asIntN(64, date.nanoseconds) === date.nanoseconds ? date.nanoseconds : undefined;
}

function dateOf(text: string): IsoDate | undefined {
  if (!/^\d{4}/.test(text)) return undefined;
  return parseIsoDate(text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3"));
}

/** Two texts of one skeleton have one format; the length of a fraction may differ. */
function skeletonOf(text: string): string {
  return text.replace(/\.\d+/, ".0").replaceAll(/\d/g, "0");
}

function isMissing(text: string): boolean {
  return text === "" || text === "NaT" || text.toLowerCase() === "nan" || text === "None";
}
