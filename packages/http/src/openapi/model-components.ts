import { friendlySchema } from "./answers/friendly-schema.ts";
import { predictionsSchema } from "./answers/predictions-schema.ts";
import { tensorsSchema } from "./answers/tensors-schema.ts";
import { inferenceHeaders, tensorHeaders } from "./answer-headers.ts";
import { binary, bodiesOf } from "./bodies/body-content.ts";
import { bodyExamples } from "./bodies/body-examples.ts";
import type { DocumentedModel, DocumentedVersion } from "./documented-model.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What the paths of models refer to. */
export interface ModelComponents {
  readonly requestBodies: JsonSchema;
  readonly responses: JsonSchema;
}

/** The bodies and answers of all versions of models, by their keys. */
export function modelComponents(models: readonly DocumentedModel[]): ModelComponents {
  const versions = new Set(
    models.flatMap(({ current, pinned }) => [current, ...pinned.map(([, own]) => own)]),
  );
  const all = [...versions];
  return {
    requestBodies: Object.assign({}, ...all.map(requestBodies)),
    responses: Object.assign({}, ...all.map(responses)),
  };
}

function requestBodies({ key, description, example }: DocumentedVersion): JsonSchema {
  const { invocations, predict, infer } = bodiesOf(description, bodyExamples(example, description));
  return { [`${key}.invocations`]: invocations, [`${key}.predict`]: predict, [`${key}.infer`]: infer };
}

function responses({ key, description }: DocumentedVersion): JsonSchema {
  return {
    [`${key}.invocations`]: {
      description: "Predictions",
      headers: inferenceHeaders,
      content: json(predictionsSchema(description)),
    },
    [`${key}.predict`]: {
      description: "An answer a person can read",
      headers: inferenceHeaders,
      content: json(friendlySchema(description)),
    },
    [`${key}.infer`]: {
      description: "Tensors",
      headers: tensorHeaders,
      content: { ...json(tensorsSchema(description)), "application/octet-stream": { schema: binary } },
    },
  };
}

function json(schema: JsonSchema): JsonSchema {
  return { "application/json": { schema } };
}
