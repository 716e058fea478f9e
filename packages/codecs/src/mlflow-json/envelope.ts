import { invalidRequest } from "../faults.ts";
import { pythonList } from "../json/found.ts";
import { isJsonList, isJsonObject, propertyOf, type JsonObject, type JsonValue } from "../json/json-value.ts";

/** The four fields that can carry a request's data. */
export const dataFields = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;

export type DataField = (typeof dataFields)[number];

/** What a body carries, under which name, and the parameters beside it. */
export interface Envelope {
  readonly field: DataField;
  readonly value: JsonValue;
  readonly params: JsonValue | undefined;
}

const required =
  "The input must be a JSON dictionary with exactly one of the input fields " +
  `{${dataFields.map((field) => `'${field}'`).join(", ")}}`;

/** The data of a body of MLflow's scoring protocol; unknown fields are dropped, as MLflow does. */
export function parseEnvelope(body: JsonValue): Envelope {
  if (!isJsonObject(body))
    throw invalidRequest(`${required}. Received ${isJsonList(body) ? "a list" : "a scalar"}.`);
  const [field, ...others] = dataFields.filter((each) => Object.hasOwn(body, each));
  if (field === undefined || others.length > 0)
    throw invalidRequest(`${required}. Received dictionary with input fields: ${fieldsOf(body)}.`);
  return { field, value: body[field] ?? null, params: propertyOf(body, "params") };
}

function fieldsOf(body: JsonObject): string {
  return pythonList(dataFields.filter((field) => Object.hasOwn(body, field)));
}
