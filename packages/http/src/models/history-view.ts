import type { HistoryEvent } from "@switchyard/core";

/** An event of a model's history in the words of HTTP; what is not known is left out. */
export function historyEventView(event: HistoryEvent): Readonly<Record<string, unknown>> {
  const { at, kind, version, fromVersion, alias, reason, durationMs } = event;
  return {
    at: at.toISOString(),
    kind,
    version,
    from_version: fromVersion,
    alias,
    reason,
    duration_ms: durationMs === undefined ? undefined : Math.round(durationMs),
  };
}
