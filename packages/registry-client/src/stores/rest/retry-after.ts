/** No server makes us wait longer before we ask again. */
const longestMs = 30_000;

/** The wait that a `Retry-After` header asks for, in seconds or as a date; half a minute at most. */
export function retryAfterMs(header: unknown, nowMs: number = Date.now()): number {
  const text = typeof header === "string" ? header.trim() : "";
  const wantedMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(wantedMs) ? 0 : Math.min(longestMs, Math.max(0, wantedMs));
}
