import type { ModelDescription, ModelInput, NdArray } from "@switchyard/core";
import { isJsonObject, propertyOf, type JsonValue } from "../json/json-value.ts";
import type { Things } from "./decode-features.ts";

/** The texts in a friendly body, sent bare or as `{"text": …}`, if the model is one of texts. */
export function textsOf({ things }: Things, { task }: ModelDescription): readonly string[] | undefined {
  if (task !== "text") return undefined;
  const texts = things.map(textOf).filter((text) => text !== undefined);
  return texts.length === things.length ? texts : undefined;
}

/** Texts for a model without columns: an array in the shape that its input has. */
export function decodeTexts(texts: readonly string[], { signature, inputs }: ModelDescription): ModelInput {
  const schema = signature?.inputs;
  const [spec] = schema?.kind === "tensors" ? schema.tensors : [];
  const rank = (spec ?? inputs[0])?.shape.length ?? 1;
  const shape = rank === 2 ? [texts.length, 1] : [texts.length];
  const array: NdArray = { dtype: "string", shape, data: texts };
  return spec?.name === undefined
    ? { form: "array", array }
    : { form: "named", arrays: { [spec.name]: array } };
}

function textOf(thing: JsonValue): string | undefined {
  const text = isJsonObject(thing) ? propertyOf(thing, "text") : thing;
  return typeof text === "string" ? text : undefined;
}
