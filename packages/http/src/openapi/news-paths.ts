import { answerOf, objectOf } from "./answer-of.ts";
import type { JsonSchema } from "./json-schema.ts";
import { refusals } from "./refusals.ts";

/** The paths that tell what has happened to models, and what happens. */
export function newsPaths(name: JsonSchema): JsonSchema {
  return {
    "/models/{name}/history": { parameters: [name], get: history },
    "/events": { get: events },
  };
}

const text = { type: "string" };

/** Something that happened to a model, as a component. */
export const historyEvent: JsonSchema = {
  type: "object",
  properties: {
    at: { type: "string", format: "date-time" },
    kind: {
      type: "string",
      enum: [
        "loading",
        "ready",
        "switched",
        "failed",
        "held",
        "rolled_back",
        "draining",
        "closed",
        "restarted",
        "resting",
        "woken",
        "traffic",
      ],
    },
    version: text,
    from_version: text,
    alias: text,
    reason: text,
    duration_ms: { type: "integer", minimum: 0 },
  },
  required: ["at", "kind", "version"],
};

const history = {
  tags: ["Models"],
  operationId: "modelHistory",
  summary: "What has happened to a model since the start, the newest first",
  responses: {
    "200": answerOf(
      "Events",
      objectOf({ events: { type: "array", items: { $ref: "#/components/schemas/HistoryEvent" } } }),
    ),
    ...refusals("mlflow", [401, 403, 404, 405]),
  },
};

const events = {
  tags: ["Models"],
  operationId: "events",
  summary: "What happens to models and trainings, as server-sent events that do not end",
  description:
    "`models` with the body of `GET /models`, at once and on each change; `statistics` every second with what each model does; `history` and `training` with what happened to one model.",
  responses: {
    "200": { description: "Events", content: { "text/event-stream": { schema: text } } },
    ...refusals("mlflow", [401, 403, 405, 503]),
  },
};
