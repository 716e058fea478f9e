/** What went wrong, in the domain's words. HTTP statuses are the business of `http`. */
export const errorCodes = [
  "invalid_request",
  "schema_mismatch",
  "model_error",
  "unsupported_media_type",
  "payload_too_large",
  "unauthenticated",
  "permission_denied",
  "endpoint_not_found",
  "method_not_allowed",
  "model_not_found",
  "model_not_ready",
  "request_refused",
  "conflict",
  "overloaded",
  "unavailable",
  "deadline_exceeded",
  "worker_died",
  "load_failed",
  "training_failed",
  "version_refused",
  "registry_unavailable",
  "invalid_configuration",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as plain data, so that it survives a process boundary and a log line. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The one error type that crosses package boundaries: `code` for programs, `message` for people. */
export class GatewayError extends Error {
  override readonly name: string = "GatewayError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Anything thrown, as a GatewayError; what we did not foresee is `internal`. */
  static from(thrown: unknown): GatewayError {
    if (thrown instanceof GatewayError) return thrown;
    return new GatewayError("internal", "Unexpected failure", { cause: thrown });
  }

  static fromRecord({ code, message }: ErrorRecord): GatewayError {
    return new GatewayError(code, message);
  }

  toRecord(): ErrorRecord {
    return { code: this.code, message: this.message };
  }
}
