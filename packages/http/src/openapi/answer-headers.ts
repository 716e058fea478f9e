import type { JsonSchema } from "./json-schema.ts";

const text = { type: "string" };

/** The headers of answers, as components. */
export const answerHeaders: JsonSchema = {
  "X-Request-Id": { description: "As the request had it, or made here", required: true, schema: text },
  "X-Model-Name": { description: "The model that answered", required: true, schema: text },
  "X-Model-Version": { description: "The version that answered", required: true, schema: text },
  "X-Model-Digest": { description: "SHA-256 of the version's files", required: true, schema: text },
  "X-Model-Alias": { description: "The alias that was followed to the version", schema: text },
  "Server-Timing": {
    description:
      "Milliseconds in the queue, in the model and in all: `queue;dur=0.1, infer;dur=0.4, total;dur=0.9`",
    required: true,
    schema: text,
  },
  traceresponse: { description: "Where the request's way is recorded (W3C), where it is", schema: text },
  "Retry-After": { description: "Seconds", required: true, schema: { type: "integer", minimum: 0 } },
  "Inference-Header-Content-Length": {
    description: "How many bytes of the body are JSON, where tensors stand behind it",
    schema: { type: "integer", minimum: 0 },
  },
};

/** The headers of a model's answer. */
export const inferenceHeaders: JsonSchema = refsTo([
  "X-Request-Id",
  "X-Model-Name",
  "X-Model-Version",
  "X-Model-Digest",
  "X-Model-Alias",
  "Server-Timing",
  "traceresponse",
]);

/** The headers of an answer of the Open Inference Protocol. */
export const tensorHeaders: JsonSchema = {
  ...inferenceHeaders,
  ...refsTo(["Inference-Header-Content-Length"]),
};

function refsTo(names: readonly string[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
