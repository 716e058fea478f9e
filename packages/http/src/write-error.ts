import type { ServerResponse } from "node:http";
import { GatewayError, type ErrorCode } from "@switchyard/core";
import { errorTable } from "./error-table.ts";

/** Seconds after which a caller may try again. */
const retryAfterSeconds: Partial<Record<ErrorCode, string>> = {
  overloaded: "1",
  model_not_ready: "2",
  worker_died: "1",
};

export interface WriteErrorOptions {
  readonly requestId: string;
  /** Fields beside the ordinary ones. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The only place where a domain error becomes an HTTP answer: MLflow's error body plus the request id. */
export function writeError(
  res: ServerResponse,
  thrown: unknown,
  { requestId, extra }: WriteErrorOptions,
): void {
  if (res.headersSent || res.destroyed) return void res.destroy();
  const error = GatewayError.from(thrown);
  const { status, mlflowCode } = errorTable[error.code];
  const body = JSON.stringify({
    error_code: mlflowCode,
    message: error.message,
    request_id: requestId,
    ...extra,
  });
  const retryAfter = retryAfterSeconds[error.code];
  if (retryAfter !== undefined) res.setHeader("Retry-After", retryAfter);
  if (error.code === "unauthenticated") res.setHeader("WWW-Authenticate", 'Bearer realm="switchyard"');
  // What is left of a body nobody reads would be taken for the next request.
  if (!res.req.complete) res.setHeader("Connection", "close");
  res.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "X-Request-Id": requestId,
  });
  if (res.req.complete) res.end(body);
  else endLate(res, body);
}

/** How long what a refused caller still sends is thrown away, in milliseconds. */
const lingerMs = 1000;

/** A caller that is still sending would lose the answer to a connection closed under it. */
function endLate(res: ServerResponse, body: string): void {
  const { req } = res;
  res.write(body);
  const timer = setTimeout(() => res.end(), lingerMs);
  req.once("close", () => {
    clearTimeout(timer);
    res.end();
  });
  req.unpipe();
  req.removeAllListeners("data").resume();
}
