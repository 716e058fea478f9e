import type { ModelDescription } from "@switchyard/core";
import type { JsonSchema } from "../json-schema.ts";

/** The friendly answer: an object for one thing, a list of them for several. */
export function friendlySchema(description: ModelDescription | undefined): JsonSchema {
  const one = description?.scores ? classOf(description) : prediction;
  return { anyOf: [one, { type: "array", items: one }] };
}

const prediction: JsonSchema = {
  type: "object",
  properties: { prediction: { description: "What the model's `predict()` gives for it" } },
  required: ["prediction"],
};

const score: JsonSchema = { type: ["number", "null"] };

function classOf({ labels }: ModelDescription): JsonSchema {
  return {
    type: "object",
    properties: {
      prediction: { description: "What the model's `predict()` gives for it; not of pictures" },
      label: labels ? { type: "string", enum: labels } : { type: "string" },
      confidence: score,
      probabilities: { type: "object", additionalProperties: score },
    },
    required: ["label", "confidence", "probabilities"],
  };
}
