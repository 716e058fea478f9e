import type { ErrorCode } from "@switchyard/core";

/** The one table of statuses: what each of our codes is called in HTTP and in MLflow. */
export const errorTable: Record<ErrorCode, { readonly status: number; readonly mlflowCode: string }> = {
  invalid_request: { status: 400, mlflowCode: "BAD_REQUEST" },
  schema_mismatch: { status: 400, mlflowCode: "INVALID_PARAMETER_VALUE" },
  model_error: { status: 400, mlflowCode: "BAD_REQUEST" },
  unauthenticated: { status: 401, mlflowCode: "UNAUTHENTICATED" },
  permission_denied: { status: 403, mlflowCode: "PERMISSION_DENIED" },
  endpoint_not_found: { status: 404, mlflowCode: "ENDPOINT_NOT_FOUND" },
  model_not_found: { status: 404, mlflowCode: "RESOURCE_DOES_NOT_EXIST" },
  method_not_allowed: { status: 405, mlflowCode: "BAD_REQUEST" },
  conflict: { status: 409, mlflowCode: "RESOURCE_CONFLICT" },
  payload_too_large: { status: 413, mlflowCode: "BAD_REQUEST" },
  unsupported_media_type: { status: 415, mlflowCode: "BAD_REQUEST" },
  request_refused: { status: 422, mlflowCode: "BAD_REQUEST" },
  overloaded: { status: 429, mlflowCode: "REQUEST_LIMIT_EXCEEDED" },
  internal: { status: 500, mlflowCode: "INTERNAL_ERROR" },
  invalid_configuration: { status: 500, mlflowCode: "INTERNAL_ERROR" },
  version_refused: { status: 409, mlflowCode: "RESOURCE_CONFLICT" },
  training_failed: { status: 502, mlflowCode: "INTERNAL_ERROR" },
  load_failed: { status: 502, mlflowCode: "INTERNAL_ERROR" },
  registry_unavailable: { status: 502, mlflowCode: "INTERNAL_ERROR" },
  unavailable: { status: 503, mlflowCode: "TEMPORARILY_UNAVAILABLE" },
  model_not_ready: { status: 503, mlflowCode: "TEMPORARILY_UNAVAILABLE" },
  worker_died: { status: 503, mlflowCode: "TEMPORARILY_UNAVAILABLE" },
  deadline_exceeded: { status: 504, mlflowCode: "DEADLINE_EXCEEDED" },
};
