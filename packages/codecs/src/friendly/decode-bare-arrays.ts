import type { ModelDescription } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, type JsonValue } from "../json/json-value.ts";
import { decodeEnvelope } from "../mlflow-json/decode-envelope.ts";
import type { FriendlyRequest } from "./decode-friendly.ts";

/** Reads arrays without an envelope; one whose first dimension is missing is a single row. */
export function decodeBareArrays(body: JsonValue, model: ModelDescription): FriendlyRequest {
  if (!isJsonList(body) && !isJsonObject(body))
    throw invalidRequest(`body: expected an object or an array, found ${found(body)}`);
  const single = isRow(body, model);
  const value = single ? asBatch(body) : body;
  return { input: decodeEnvelope({ field: "inputs", value }, model.signature), single };
}

function isRow(body: JsonValue, { signature, inputs }: ModelDescription): boolean {
  const schema = signature?.inputs;
  const specs = schema?.kind === "tensors" ? schema.tensors : inputs;
  if (!isJsonObject(body)) return rankOf(body) === (specs[0]?.shape.length ?? 0) - 1;
  return specs.every(({ name = "", shape }) => rankOf(body[name] ?? null) === shape.length - 1);
}

function asBatch(body: JsonValue): JsonValue {
  if (!isJsonObject(body)) return [body];
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, [value]]));
}

function rankOf(value: JsonValue): number {
  let rank = 0;
  for (let each: JsonValue | undefined = value; isJsonList(each); each = each[0]) rank += 1;
  return rank;
}
