import { GatewayError } from "@switchyard/core";

const usualMs = 60_000;
const longestMs = 3_600_000;

/** How long a caller is willing to wait, by its `X-Request-Timeout` header, in milliseconds. */
export function parseTimeout(
  header: string | readonly string[] | undefined,
  defaultMs: number = usualMs,
): number {
  if (header === undefined) return defaultMs;
  const timeoutMs = Number(header);
  if (Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= longestMs) return timeoutMs;
  throw new GatewayError("invalid_request", "X-Request-Timeout: expected milliseconds, at most an hour");
}
