import { parseTraceparent, type RequestIdentity, type TracedRequest } from "@switchyard/core";
import type { RequestHead } from "./request-head.ts";
import { requestIdOf } from "./request-id.ts";

export interface KnownIdentity {
  readonly requestId?: string;
  readonly trace?: TracedRequest | undefined;
}

/** What ties lines of the log to a request: also to one whose way its caller records, and this gateway does not. */
export function identityOf(
  head: RequestHead,
  { requestId = requestIdOf(head), trace }: KnownIdentity = {},
): RequestIdentity {
  const traceId = trace?.traceId ?? parseTraceparent(head.headers["traceparent"])?.traceId;
  return { requestId, traceId, path: head.url.split("?", 1)[0] ?? "" };
}
