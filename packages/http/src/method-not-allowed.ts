import type { IncomingMessage, ServerResponse } from "node:http";
import { GatewayError } from "@switchyard/core";

/** The refusal of a request's method; sets `Allow` to those that its path takes, such as `GET, HEAD`. */
export function methodNotAllowed(req: IncomingMessage, res: ServerResponse, allow: string): GatewayError {
  res.setHeader("Allow", allow);
  const method = req.method ?? "this method";
  return new GatewayError(
    "method_not_allowed",
    `${method} is not allowed here; send a ${allow.replaceAll(", ", " or ")}`,
  );
}
