type JsonSchema = Readonly<Record<string, unknown>>;

const text = { type: ["string", "null"] };
const time = { type: ["string", "null"], format: "date-time" };
const metrics = { type: "object", additionalProperties: { type: "number" } };

/** The schema of a training job as `jobView` tells it. */
export const trainingJob: JsonSchema = {
  type: "object",
  properties: {
    job_id: { type: "string" },
    model: { type: "string" },
    status: { type: "string", enum: ["queued", "running", "succeeded", "failed", "cancelled"] },
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
        status: { type: "string", enum: ["promoted", "refused"] },
        reason: text,
      },
    },
  },
  required: ["job_id", "model", "status", "parameters", "metrics", "history", "created_at"],
};
