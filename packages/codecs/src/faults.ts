import { GatewayError } from "@switchyard/core";

/** The body cannot be read as what it says it is: MLflow's `BAD_REQUEST`. */
export function invalidRequest(message: string): GatewayError {
  return new GatewayError("invalid_request", message);
}

/** The body reads well but does not fit the signature: MLflow's `INVALID_PARAMETER_VALUE`. */
export function schemaMismatch(message: string): GatewayError {
  return new GatewayError("schema_mismatch", `Failed to enforce schema. ${message}`);
}
