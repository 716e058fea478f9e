import { inspect } from "node:util";
import { GatewayError, type RequestLog } from "@switchyard/core";
import type { RequestHead } from "./request-head.ts";
import { identityOf, type KnownIdentity } from "./request-identity.ts";

export interface Failed extends KnownIdentity {
  readonly log: Pick<RequestLog, "failed"> | undefined;
  readonly head: RequestHead;
}

/** Logs what nobody has foreseen, since its caller is not told; all else callers hear themselves. */
export function tellUnexpected(thrown: unknown, { log, head, ...known }: Failed): void {
  const error = GatewayError.from(thrown);
  if (!log || error.code !== "internal") return;
  const cause = error.cause ?? error;
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  log.failed(reason, identityOf(head, known));
}
