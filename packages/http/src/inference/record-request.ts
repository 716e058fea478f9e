import type { AnsweredRequest, Tracing } from "@switchyard/core";
import type { RequestHead } from "../request-head.ts";
import type { InferenceTarget } from "./target.ts";

export interface RecordedRequest extends Pick<
  AnsweredRequest,
  "trace" | "requestId" | "startMs" | "endMs" | "status" | "version" | "error"
> {
  readonly head: RequestHead;
  readonly target: InferenceTarget;
}

/** Records the way of a request that has been answered. */
export function recordRequest(tracing: Tracing, { head, target, ...answered }: RecordedRequest): void {
  const { ref, operation } = target;
  const userAgent = head.headers["user-agent"];
  tracing.record({ kind: "request", ...answered, url: head.url, userAgent, model: ref.name, operation });
}
