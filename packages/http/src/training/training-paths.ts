import { answerOf, objectOf } from "../openapi/answer-of.ts";
import type { JsonSchema } from "../openapi/json-schema.ts";
import { keyOf } from "../openapi/key-of.ts";
import { refusals, type Refusal } from "../openapi/refusals.ts";
import { flagParameter, parameterRef } from "../openapi/request-parameters.ts";

export interface TrainingPathsOptions {
  readonly model: string;
  /** The schema of its parameters. */
  readonly parameters: JsonSchema;
  /** What its paths begin with, where the root means it; below its own path when it is left out. */
  readonly path: string | undefined;
  /** Who may start and cancel: security requirements. */
  readonly control: readonly JsonSchema[];
}

/** The documented paths of a model that can be trained; its parameters are the request's body. */
export function trainingPaths(options: TrainingPathsOptions): JsonSchema {
  const { model, path = `/models/${encodeURIComponent(model)}` } = options;
  const id = path === "" ? "" : `_${keyOf(model)}`;
  const parameters = [{ name: "job", in: "path", required: true, schema: { type: "string" } }];
  return {
    [`${path}/train`]: {
      post: { operationId: `train${id}`, ...start(options) },
      get: { operationId: `trainings${id}`, ...list(model) },
    },
    [`${path}/train/{job}`]: {
      parameters,
      get: { operationId: `training${id}`, ...find(model) },
      delete: { operationId: `deleteTraining${id}`, ...cancel(options) },
    },
    [`${path}/train/{job}/cancel`]: {
      parameters,
      post: { operationId: `cancelTraining${id}`, ...cancel(options) },
    },
  };
}

const refused: readonly Refusal[] = [401, 403, 404, 405];
const job = { $ref: "#/components/schemas/TrainingJob" };

function start({ model, parameters, control }: TrainingPathsOptions): JsonSchema {
  return {
    tags: [model],
    summary: `Train ${model}`,
    security: control,
    parameters: [flagParameter("wait", "true answers once the job has ended"), parameterRef("timeout")],
    requestBody: { content: { "application/json": { schema: parameters } } },
    responses: {
      "200": answerOf("The job, which has succeeded", job),
      "202": answerOf("The job, which goes on", job),
      ...refusals("mlflow", [400, ...refused, 409, 413, 415, 429, 502]),
    },
  };
}

function list(model: string): JsonSchema {
  return {
    tags: [model],
    summary: `List the latest trainings of ${model}`,
    responses: {
      "200": answerOf("Jobs, the newest first", objectOf({ jobs: { type: "array", items: job } })),
      ...refusals("mlflow", refused),
    },
  };
}

function find(model: string): JsonSchema {
  const content = {
    "application/json": { schema: job },
    "text/event-stream": { schema: { type: "string" } },
  };
  return {
    tags: [model],
    summary: `Say how a training of ${model} is, or follow it by server-sent events`,
    responses: {
      "200": { description: "The job, or its events", content },
      ...refusals("mlflow", [...refused, 429]),
    },
  };
}

function cancel({ model, control }: TrainingPathsOptions): JsonSchema {
  return {
    tags: [model],
    summary: `Cancel a training of ${model}`,
    security: control,
    responses: { "200": answerOf("The job, which has ended", job), ...refusals("mlflow", refused) },
  };
}
