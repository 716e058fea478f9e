import type { ModelDescription, ModelInput } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import { isJsonList, isJsonObject, type JsonValue } from "../json/json-value.ts";
import { decodeEnvelope } from "../mlflow-json/decode-envelope.ts";
import { decodeBareArrays } from "./decode-bare-arrays.ts";
import { decodeFeatures, type Things } from "./decode-features.ts";
import { decodeTexts, textsOf } from "./decode-texts.ts";

/** What a friendly body asks about: one thing or several. */
export interface FriendlyRequest {
  readonly input: ModelInput;
  readonly single: boolean;
}

/** Reads one thing or a list of things: objects of features, texts, or bare arrays for models of tensors. */
export function decodeFriendly(body: JsonValue, model: ModelDescription): FriendlyRequest {
  const schema = model.signature?.inputs;
  const things = thingsOf(body);
  if (things === undefined) return decodeBareArrays(body, model);
  if (things.things.length === 0)
    throw invalidRequest("body: expected at least one thing to predict, found an empty list");
  const { single } = things;
  if (schema?.kind === "columns") return { input: decodeFeatures(things, schema.columns), single };
  const texts = textsOf(things, model);
  if (texts !== undefined) return { input: decodeTexts(texts, model), single };
  if (!single && takesTextArrays(model) && !things.things.some(isJsonObject))
    return decodeBareArrays(body, model);
  if (!things.things.every(isJsonObject)) throw noTexts(body, model);
  if (schema === undefined)
    return { input: decodeEnvelope({ field: "dataframe_records", value: things.things }, undefined), single };
  if (single) return decodeBareArrays(body, model);
  return { input: decodeEnvelope({ field: "instances", value: body }, model.signature), single };
}

/** Objects and texts are things by themselves; anything else is an array of numbers. */
function thingsOf(body: JsonValue): Things | undefined {
  if (isJsonObject(body) || typeof body === "string") return { things: [body], single: true };
  if (!isJsonList(body)) return undefined;
  const things = body.every((each) => isJsonObject(each) || typeof each === "string");
  return things ? { things: body, single: false } : undefined;
}

/** Whether texts are the elements of an array, rather than things by themselves. */
function takesTextArrays({ signature, inputs }: ModelDescription): boolean {
  const schema = signature?.inputs;
  const [only, ...others] = schema?.kind === "tensors" ? schema.tensors : inputs;
  return others.length === 0 && (only?.dtype === "string" || only?.dtype === "object");
}

function noTexts(body: JsonValue, { task }: ModelDescription): Error {
  const expected =
    task === "image"
      ? "a picture (send its bytes as image/jpeg, image/png, …)"
      : "an object or an array of numbers";
  return invalidRequest(`body: expected ${expected}, found ${found(body)}`);
}
