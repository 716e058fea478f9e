import { errorTable } from "../error-table.ts";
import type { ErrorForm } from "../v2/error-form.ts";
import type { JsonSchema } from "./json-schema.ts";

const descriptions = {
  400: "The request is not what the path takes; the message names the field, the row and what was expected",
  401: "A bearer token is needed",
  403: "The token is not allowed here, or the caller is not on this machine",
  404: "There is no such model, version, job or path",
  405: "The path does not take this method; `Allow` lists those it does",
  409: "The state of things does not allow it",
  413: "The body is too large",
  415: "The body is of a kind that is not read here",
  422: "The request ended two workers and is not tried again",
  429: "The queue is full",
  500: "A fault of the server's own",
  502: "What stands behind the gateway failed: the registry, a load, or a training",
  503: "The model does not answer yet",
  504: "The deadline passed first",
} as const;

/** A status with which something is refused. */
export type Refusal = keyof typeof descriptions;

const statuses: readonly Refusal[] = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503, 504];

/** The documented refusals of an operation, by status, in the form of their protocol. */
export function refusals(form: ErrorForm, refused: readonly Refusal[]): JsonSchema {
  return Object.fromEntries(
    refused.map((status) => [String(status), { $ref: `#/components/responses/${form}.${status}` }]),
  );
}

const retryAfter = { "Retry-After": { $ref: "#/components/headers/Retry-After" } };
const headersOf: Readonly<Partial<Record<Refusal, JsonSchema>>> = {
  401: { "WWW-Authenticate": { required: true, schema: { type: "string" } } },
  405: { Allow: { required: true, schema: { type: "string" } } },
  429: retryAfter,
  503: retryAfter,
};

/** What `refusals` refers to. */
export const refusalResponses: JsonSchema = Object.fromEntries(
  statuses.flatMap((status) => [
    [`mlflow.${status}`, response(status, mlflowError(status))],
    [`open.${status}`, response(status, { $ref: "#/components/schemas/OpenError" })],
  ]),
);

/** The error body of the Open Inference Protocol. */
export const openError: JsonSchema = {
  type: "object",
  description: "What is wrong, in the form of the Open Inference Protocol",
  properties: { error: { type: "string" } },
  required: ["error"],
};

/** MLflow's error body, and what some refusals say beside it. */
export const mlflowErrorBase: JsonSchema = {
  type: "object",
  description: "What is wrong, in MLflow's form",
  properties: {
    error_code: { type: "string" },
    message: { type: "string" },
    request_id: { type: "string" },
    status: { type: "string", enum: ["error"], description: "Of a reload or rollback" },
    serving_version: { type: "string", description: "Of a reload or rollback: what serves on" },
    job: { $ref: "#/components/schemas/TrainingJob" },
  },
  required: ["error_code", "message", "request_id"],
};

function mlflowError(status: Refusal): JsonSchema {
  const codes = Object.values(errorTable).filter((each) => each.status === status);
  const error_code = { type: "string", enum: [...new Set(codes.map(({ mlflowCode }) => mlflowCode))] };
  return { allOf: [{ $ref: "#/components/schemas/Error" }, { properties: { error_code } }] };
}

function response(status: Refusal, schema: JsonSchema): JsonSchema {
  return {
    description: descriptions[status],
    headers: { "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" }, ...headersOf[status] },
    content: { "application/json": { schema } },
  };
}
