import {
  isJsonList,
  isJsonObject,
  propertyOf,
  type JsonObject,
  type JsonValue,
} from "../../json/json-value.ts";
import { readJson } from "../../json/read-json.ts";
import { parquetFault } from "../parquet-fault.ts";

/** A part of the index: a stored column, or numbers that are only described. */
export type IndexPart =
  | { readonly kind: "column"; readonly field: string }
  | { readonly kind: "range"; readonly start: number; readonly stop: number; readonly step: number };

/** What pandas wrote of the frame beside it. */
export interface PandasMetadata {
  readonly index: readonly IndexPart[];
  /** By the names of the fields: the name in pandas, and the type it had there. */
  readonly columns: ReadonlyMap<string, PandasField>;
  /** Whether the names of the columns are texts. */
  readonly named: boolean;
}

export interface PandasField {
  readonly name: string | undefined;
  readonly type: string;
  readonly zoned: boolean;
}

const nothing: PandasMetadata = { index: [], columns: new Map(), named: true };

/** Reads the value of the key `pandas` in a file's metadata. */
export function pandasMetadata(text: string | undefined): PandasMetadata {
  if (text === undefined) return nothing;
  const metadata = parsed(text);
  const fields = objectsOf(metadata, "columns").map((each) => [fieldName(each), fieldOf(each)] as const);
  const [level, ...others] = objectsOf(metadata, "column_indexes");
  return {
    index: listOf(metadata, "index_columns").map(partOf),
    columns: new Map(fields),
    named: others.length === 0 && (level === undefined || isTextual(textOf(level, "pandas_type"))),
  };
}

function parsed(text: string): JsonObject {
  try {
    const value = readJson(Buffer.from(text), { exact: false });
    if (isJsonObject(value)) return value;
  } catch {
    // Told below, in the words of this format.
  }
  throw parquetFault("pandas' metadata in it is damaged");
}

function fieldName(column: JsonObject): string {
  return textOf(column, "field_name") ?? textOf(column, "name") ?? "None";
}

function fieldOf(column: JsonObject): PandasField {
  return {
    name: textOf(column, "name"),
    type: textOf(column, "numpy_type") ?? "",
    zoned: textOf(column, "pandas_type") === "datetimetz",
  };
}

function partOf(part: JsonValue): IndexPart {
  if (typeof part === "string") return { kind: "column", field: part };
  if (!isJsonObject(part) || propertyOf(part, "kind") !== "range")
    throw parquetFault("pandas' metadata in it names an index of no known kind");
  const [start, stop, step] = ["start", "stop", "step"].map((key) => Number(propertyOf(part, key)));
  return { kind: "range", start: start ?? 0, stop: stop ?? 0, step: step ?? 1 };
}

/** Mixed names were made texts when they were written. */
function isTextual(type: string | undefined): boolean {
  return type === undefined || type.includes("mixed") || ["unicode", "string", "empty"].includes(type);
}

function textOf(object: JsonObject, key: string): string | undefined {
  const value = propertyOf(object, key);
  return typeof value === "string" ? value : undefined;
}

function listOf(object: JsonObject, key: string): readonly JsonValue[] {
  const value = propertyOf(object, key);
  return isJsonList(value) ? value : [];
}

function objectsOf(object: JsonObject, key: string): readonly JsonObject[] {
  return listOf(object, key).filter(isJsonObject);
}
