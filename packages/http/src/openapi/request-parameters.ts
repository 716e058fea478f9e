import type { JsonSchema } from "./json-schema.ts";

/** The parameters of requests, as components. */
export const requestParameters: JsonSchema = {
  timeout: {
    name: "X-Request-Timeout",
    in: "header",
    description: "How long the caller waits, in milliseconds; then the answer is 504",
    schema: { type: "integer", minimum: 1, maximum: 3_600_000 },
  },
  requestId: {
    name: "X-Request-Id",
    in: "header",
    description: "Comes back in the answer and stands in logs",
    schema: { type: "string" },
  },
  routingKey: {
    name: "X-Routing-Key",
    in: "header",
    description: "Requests with the same one are answered by the same version, where traffic is split",
    schema: { type: "string" },
  },
  headerLength: {
    name: "Inference-Header-Content-Length",
    in: "header",
    description:
      "How many bytes of the body are JSON; tensors with the parameter `binary_data_size` stand behind them",
    schema: { type: "integer", minimum: 0 },
  },
};

/** A reference to one of them. */
export function parameterRef(key: "timeout" | "requestId" | "routingKey" | "headerLength"): JsonSchema {
  return { $ref: `#/components/parameters/${key}` };
}

/** A query parameter that is `true` or `false`. */
export function flagParameter(name: string, description: string): JsonSchema {
  return { name, in: "query", description, schema: { type: "string", enum: ["true", "false"] } };
}
