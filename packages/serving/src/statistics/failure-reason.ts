import type { ErrorCode, FailureReason } from "@switchyard/core";

/** Why a request failed, by the code of its error; what its caller did not wait for is `cancelled` in any case. */
export const reasonOf: Readonly<Record<ErrorCode, FailureReason>> = {
  overloaded: "rejected",
  model_not_ready: "rejected",
  unavailable: "other",
  invalid_request: "bad_request",
  schema_mismatch: "bad_request",
  unsupported_media_type: "bad_request",
  payload_too_large: "bad_request",
  method_not_allowed: "bad_request",
  unauthenticated: "bad_request",
  permission_denied: "bad_request",
  endpoint_not_found: "bad_request",
  model_not_found: "bad_request",
  model_error: "model",
  request_refused: "model",
  worker_died: "model",
  deadline_exceeded: "model",
  load_failed: "other",
  training_failed: "other",
  version_refused: "other",
  registry_unavailable: "other",
  invalid_configuration: "other",
  conflict: "other",
  internal: "other",
};

const faultCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "model_error",
  "worker_died",
  "request_refused",
  "deadline_exceeded",
  "model_not_ready",
  "internal",
]);

/** Whether the model, its worker or this gateway is at fault; every other failure is its sender's. */
export function isFault(code: ErrorCode): boolean {
  return faultCodes.has(code);
}
