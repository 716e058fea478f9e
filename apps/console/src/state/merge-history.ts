import type { HistoryEvent } from "../api/history.ts";

const limit = 200;

/** Both lists as one without what stands in both, the newest first, bounded. */
export function mergeHistory(
  known: readonly HistoryEvent[],
  heard: readonly HistoryEvent[],
): readonly HistoryEvent[] {
  const all = new Map([...known, ...heard].map((event) => [keyOf(event), event]));
  return [...all.values()].toSorted((one, other) => timeOf(other) - timeOf(one)).slice(0, limit);
}

function keyOf({ at, kind, version, reason }: HistoryEvent): string {
  return JSON.stringify([at, kind, version, reason]);
}

function timeOf({ at }: HistoryEvent): number {
  return Date.parse(at);
}
