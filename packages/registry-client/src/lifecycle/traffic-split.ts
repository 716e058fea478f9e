import type { Traffic } from "@switchyard/core";
import type { ModelEntry } from "./model-entry.ts";

/**
 * The ready version that a point between 0 and 1 falls on. The part of a version that is not ready goes to the one
 * that is followed; undefined where that is none of them.
 */
export function versionAt(
  point: number,
  traffic: Traffic,
  entries: readonly ModelEntry[],
): ModelEntry | undefined {
  let total = 0;
  for (const weight of traffic.values()) total += weight;
  let rest = point * total;
  for (const [label, weight] of traffic) {
    rest -= weight;
    if (rest < 0) return entries.find((entry) => entry.state === "ready" && isCalled(entry, label));
  }
  return undefined;
}

/** Whether a version number or an alias means this version. */
function isCalled({ version: { version, alias, aliases } }: ModelEntry, label: string): boolean {
  return version === label || alias === label || aliases.includes(label);
}

/** Where a request falls: always the same place for the same key, by FNV-1a; anywhere without one. */
export function pointOf(routingKey: string | undefined): number {
  if (routingKey === undefined) return Math.random();
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < routingKey.length; index += 1)
    hash = Math.imul(hash ^ routingKey.charCodeAt(index), 0x01_00_01_93);
  // The last characters reach the upper bits only by another round.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
