type JsonSchema = Readonly<Record<string, unknown>>;

const error = { $ref: "#/components/responses/Error" };
const refusals = { "401": error, "403": error, "404": error };

/** The documented paths of a model that can be trained, below `path`; its parameters are the request's body. */
export function trainingPaths(
  name: string,
  parameters: JsonSchema | undefined,
  path = `/models/${encodeURIComponent(name)}`,
): Readonly<Record<string, unknown>> {
  if (!parameters) return {};
  const id = path === "" ? "" : `_${name}`;
  return {
    [`${path}/train`]: {
      post: { operationId: `train${id}`, ...start(name, parameters) },
      get: { operationId: `trainings${id}`, ...list(name) },
    },
    [`${path}/train/{job}`]: {
      parameters: [job],
      get: { operationId: `training${id}`, ...find(name) },
      delete: { operationId: `cancelTraining${id}`, ...cancel(name) },
    },
  };
}

const job = { name: "job", in: "path", required: true, schema: { type: "string" } };

function start(name: string, parameters: JsonSchema): JsonSchema {
  const wait = { name: "wait", in: "query", schema: { type: "string", enum: ["true", "false"] } };
  return {
    tags: [name],
    summary: `Train ${name}`,
    parameters: [{ ...wait, description: "true answers once the job has ended" }],
    requestBody: { content: { "application/json": { schema: parameters } } },
    responses: {
      "200": answer("The job, which has succeeded", jobSchema),
      "202": answer("The job, which goes on", jobSchema),
      "400": error,
      ...refusals,
      "409": error,
      "502": error,
    },
  };
}

function list(name: string): JsonSchema {
  const schema = { type: "object", properties: { jobs: { type: "array", items: jobSchema } } };
  return {
    tags: [name],
    summary: `List the latest trainings of ${name}`,
    responses: { "200": answer("Jobs, the newest first", schema), ...refusals },
  };
}

function find(name: string): JsonSchema {
  const content = {
    "application/json": { schema: jobSchema },
    "text/event-stream": { schema: { type: "string" } },
  };
  return {
    tags: [name],
    summary: `Say how a training of ${name} is, or follow it by server-sent events`,
    responses: { "200": { description: "The job, or its events", content }, ...refusals },
  };
}

function cancel(name: string): JsonSchema {
  return {
    tags: [name],
    summary: `Cancel a training of ${name}`,
    responses: { "200": answer("The job, which has ended", jobSchema), ...refusals },
  };
}

function answer(description: string, schema: JsonSchema): JsonSchema {
  return { description, content: { "application/json": { schema } } };
}

const text = { type: ["string", "null"] };
const time = { type: ["string", "null"], format: "date-time" };
const metrics = { type: "object", additionalProperties: { type: "number" } };
const jobSchema: JsonSchema = {
  type: "object",
  properties: {
    job_id: { type: "string" },
    model: { type: "string" },
    status: { enum: ["queued", "running", "succeeded", "failed", "cancelled"] },
    parameters: { type: "object" },
    progress: { type: ["number", "null"], minimum: 0, maximum: 1 },
    message: text,
    metrics,
    history: {
      type: "array",
      items: { type: "object", properties: { step: { type: ["integer", "null"] }, metrics } },
    },
    model_name: text,
    version: text,
    run_id: text,
    error: text,
    created_at: time,
    started_at: time,
    ended_at: time,
    promotion: {
      type: ["object", "null"],
      properties: {
        alias: { type: "string" },
        status: { enum: ["promoted", "refused"] },
        reason: text,
      },
    },
  },
};
