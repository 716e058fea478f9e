import { answerOf, objectOf, textOf } from "./answer-of.ts";
import type { JsonSchema } from "./json-schema.ts";
import { refusals } from "./refusals.ts";

/** The paths by which machines and people see how the gateway is; none of them needs a token. */
export function healthPaths(health: JsonSchema): JsonSchema {
  return {
    "/health": { get: health },
    "/livez": free("livez", "Whether the process is alive", {
      "200": answerOf("It is", objectOf({ status: { const: "alive" } })),
    }),
    "/readyz": free("readyz", "Whether the gateway takes traffic", {
      "200": answerOf("It does", ready),
      "503": answerOf("It does not", ready),
    }),
    "/ping": free("ping", "MLflow's health check", {
      "200": newline,
      "503": { ...newline, description: "Where the root means one model: it does not answer" },
    }),
    "/version": free("version", "The version of Switchyard", { "200": bare("A bare version such as 1.2.3") }),
    "/metrics": free("metrics", "What Prometheus reads", { "200": textOf("Metrics") }),
    "/openapi.json": free("openapi", "This document", { "200": answerOf("It", { type: "object" }) }),
  };
}

/** The gateway's own health, with one entry a model. */
export const gatewayHealth: JsonSchema = operation("health", "Health of the gateway and its models", {
  "200": answerOf("Some model answers, or there is none", "Health"),
  "503": answerOf("No model answers", "Health"),
});

const ready = objectOf({
  status: { type: "string", enum: ["ready", "loading", "stopping"] },
  waiting: { type: "array", items: { type: "string" }, description: "Models that do not answer yet" },
});

/** MLflow calls these texts JSON. */
function bare(description: string): JsonSchema {
  return { description, content: { "application/json": {} } };
}
const newline = bare("A newline");

function free(operationId: string, summary: string, responses: JsonSchema): JsonSchema {
  return { get: operation(operationId, summary, responses) };
}

function operation(operationId: string, summary: string, responses: JsonSchema): JsonSchema {
  const answers = { ...responses, ...refusals("mlflow", [405]) };
  return { tags: ["Health"], operationId, summary, security: [], responses: answers };
}
