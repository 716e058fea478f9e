/** Where a request stands in the trace of whoever sent it, as W3C's `traceparent` says it. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

const form = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const noTrace = "0".repeat(32);
const noSpan = "0".repeat(16);

/** Reads a `traceparent`; undefined where it is none, as the standard says of all that do not keep to it. */
export function parseTraceparent(header: unknown): TraceParent | undefined {
  if (typeof header !== "string") return undefined;
  const [, version = "", traceId = "", spanId = "", flags = "", rest] = form.exec(header) ?? [];
  if (version === "" || version === "ff" || traceId === noTrace || spanId === noSpan) return undefined;
  // Later versions may say more behind what this one knows.
  if (version === "00" && rest !== undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The header that says so: `traceparent` of a request, `traceresponse` of an answer. */
export function formatTraceparent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}
