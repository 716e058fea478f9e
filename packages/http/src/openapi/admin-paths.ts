import { logLevels } from "@switchyard/core";
import { answerOf, objectOf } from "./answer-of.ts";
import type { Guards } from "./gateway-paths.ts";
import type { JsonSchema } from "./json-schema.ts";
import { refusals } from "./refusals.ts";

export const administration = "Administration";

const tags = [administration];
const level = objectOf({ level: { type: "string", enum: logLevels } });

/** The paths by which whoever runs the gateway changes how it runs. */
export function adminPaths({ control }: Guards): JsonSchema {
  return {
    "/admin/log-level": {
      get: {
        tags,
        operationId: "logLevel",
        summary: "What the log tells",
        security: control,
        responses: { "200": answerOf("Its level", level), ...refusals("mlflow", [401, 403, 405]) },
      },
      put: {
        tags,
        operationId: "setLogLevel",
        summary: "Let the log tell more or less, until the next start",
        security: control,
        requestBody: {
          required: true,
          content: { "application/json": { schema: { ...level, additionalProperties: false } } },
        },
        responses: {
          "200": answerOf("Its level from now on", level),
          ...refusals("mlflow", [400, 401, 403, 405, 413]),
        },
      },
    },
  };
}
