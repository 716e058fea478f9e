import type { JsonSchema } from "./json-schema.ts";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };
const time = { type: "string", format: "date-time" };

/** What a model's state is called towards people. */
const status = { type: "string", enum: ["ready", "loading", "failed", "unavailable"] };

const model: JsonSchema = {
  type: "object",
  properties: {
    name: text,
    uri: { type: "string", description: "What it follows, such as `models:/iris@champion`" },
    status: { type: "string", enum: [...status.enum, "loaded"] },
    loaded: { type: "boolean", description: "Whether it has workers in memory" },
    version: text,
    aliases: { type: "array", items: text },
    stage: text,
    flavor: text,
    runtime: text,
    task: { type: "string", enum: ["image", "text", "table", "tensor"] },
    digest: { type: "string", description: "SHA-256 of the version's files" },
    reason: { type: "string", description: "Why the registry's last answer could not be followed" },
    failure: {
      type: ["string", "null"],
      description: "The same, and null where there is none",
    },
    state_counts: {
      type: "object",
      description: "How many versions are in each state",
      additionalProperties: count,
    },
    traffic: {
      type: ["object", "null"],
      description: "Parts of the requests by alias or version, where they are split",
      additionalProperties: { type: "number" },
    },
    held: {
      type: "object",
      description: "The version that was rolled back or refused, and why",
      properties: { version: text, reason: text, since: time },
    },
    modelName: text,
    modelUrl: text,
  },
  required: ["name", "uri", "status", "loaded", "aliases", "modelName", "modelUrl"],
};

const version: JsonSchema = {
  type: "object",
  properties: {
    version: text,
    state: { type: "string", enum: ["pending", "loading", "ready", "draining", "closed", "failed"] },
    reason: text,
    aliases: { type: "array", items: text },
    stage: text,
    run_id: text,
    digest: text,
    loaded_at: time,
    residence: text,
    statistics: { type: "object" },
  },
  required: ["version", "state", "aliases"],
};

const details: JsonSchema = {
  allOf: [
    { $ref: "#/components/schemas/Model" },
    {
      type: "object",
      properties: {
        model_name: text,
        model_uri: text,
        metadata: {
          type: "object",
          properties: {
            model_name: text,
            version: text,
            stage: text,
            run_id: text,
            status: text,
            loaded_at: time,
          },
        },
        compilation: { type: "object", description: "Whether an ONNX companion answers, and why not" },
        labels: { type: "array", items: text },
        scores: { type: "object", description: "Where the confidence of `/predict` comes from" },
        signature: { type: "object" },
        inputs: { type: "array", items: { type: "object" } },
        outputs: { type: "array", items: { type: "object" } },
        input_example: { description: "A body of `/invocations` that MLflow keeps beside the version" },
        training: { type: "object", description: "The JSON Schema of `parameters`, where it can be trained" },
        versions: { type: "array", items: { $ref: "#/components/schemas/Version" } },
      },
      required: ["model_name", "model_uri", "metadata", "versions"],
    },
  ],
};

const modelHealth: JsonSchema = {
  type: "object",
  properties: {
    status: { type: "string", enum: ["healthy", "unhealthy"] },
    model_name: text,
    model_uri: text,
    loaded: { type: "boolean" },
    version: text,
    reason: text,
    device: text,
    labels: { type: "array", items: text },
    tracking_uri: text,
    registry: text,
    registry_lag_seconds: { type: "number" },
    registry_reason: text,
    prediction_log: { type: "object" },
  },
  required: ["status", "model_name", "model_uri", "loaded"],
};

const health: JsonSchema = {
  type: "object",
  properties: {
    status: { type: "string", enum: ["healthy", "degraded", "unhealthy"] },
    version: text,
    uptime_seconds: count,
    registry: text,
    registry_lag_seconds: { type: "number" },
    registry_reason: text,
    prediction_log: { type: "object" },
    models: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: {
          status,
          loaded: { type: "boolean" },
          version: text,
          reason: text,
          worker_restarts: count,
        },
        required: ["status", "loaded"],
      },
    },
  },
  required: ["status", "version", "uptime_seconds", "models"],
};

const switched: JsonSchema = {
  type: "object",
  properties: {
    status: { type: "string", enum: ["success"] },
    message: text,
    model_uri: text,
    old_version: text,
    new_version: text,
    version_changed: { type: "boolean" },
  },
  required: ["status", "message", "model_uri", "version_changed"],
};

const endpoint: JsonSchema = {
  type: "object",
  properties: {
    name: text,
    endpoint_type: text,
    model: { type: "object", properties: { name: text, provider: text } },
    endpoint_url: text,
    limit: { type: "null" },
  },
  required: ["name", "endpoint_type", "model", "endpoint_url", "limit"],
};

/** What the gateway says of itself and its models, as components. */
export const views: JsonSchema = {
  Model: model,
  Version: version,
  ModelDetails: details,
  ModelHealth: modelHealth,
  Health: health,
  Switched: switched,
  Endpoint: endpoint,
};
