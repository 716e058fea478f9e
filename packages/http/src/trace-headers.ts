import { formatTraceparent, type TracedRequest } from "@switchyard/core";

/** The headers of an answer that say where the way of its request was recorded; none where it was not. */
export function traceHeaders(trace: TracedRequest | undefined): readonly string[] {
  return trace ? ["traceresponse", formatTraceparent({ ...trace, isSampled: true })] : [];
}
