import { GatewayError, type ErrorCode, type TracedRequest } from "@switchyard/core";
import { errorTable } from "./error-table.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { traceHeaders } from "./trace-headers.ts";
import type { ErrorForm } from "./v2/error-form.ts";

/** Headers that go with some refusals: after how many seconds to try again, and how to say who one is. */
const headersOf: Partial<Record<ErrorCode, readonly string[]>> = {
  overloaded: ["Retry-After", "1"],
  model_not_ready: ["Retry-After", "2"],
  unavailable: ["Retry-After", "5"],
  worker_died: ["Retry-After", "1"],
  unauthenticated: ["WWW-Authenticate", 'Bearer realm="switchyard"'],
};

export interface ErrorAnswerOptions {
  readonly requestId: string;
  /** Where the request's way is recorded. */
  readonly trace?: TracedRequest | undefined;
  /** MLflow's, unless it says otherwise. */
  readonly form?: ErrorForm;
  /** Fields beside the ordinary ones. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The only place where a domain error becomes an HTTP answer: MLflow's error body plus the request id, or V2's. */
export function errorAnswer(
  thrown: unknown,
  { requestId, trace, form = "mlflow", extra }: ErrorAnswerOptions,
): HttpAnswer {
  const error = GatewayError.from(thrown);
  const { status, mlflowCode } = errorTable[error.code];
  const fields =
    form === "open"
      ? { error: error.message }
      : { error_code: mlflowCode, message: error.message, request_id: requestId, ...extra };
  const body = Buffer.from(JSON.stringify(fields));
  const headers = [
    "Content-Type",
    "application/json",
    "Content-Length",
    String(body.length),
    "X-Request-Id",
    requestId,
    ...(headersOf[error.code] ?? []),
    ...traceHeaders(trace),
  ];
  return { status, headers, body };
}
