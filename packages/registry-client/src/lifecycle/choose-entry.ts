import { GatewayError, type ModelRef } from "@switchyard/core";
import type { ModelEntry } from "./model-entry.ts";

/** The version that a reference means; throws `model_not_found`, or `model_not_ready` with the reason. */
export function chooseEntry(
  ref: ModelRef,
  entries: readonly ModelEntry[],
  failure: GatewayError | undefined,
): ModelEntry {
  const ready = entries.filter((entry) => entry.state === "ready");
  const matching = ready.find((entry) => isMeant(entry, ref));
  if (matching) return matching;
  const awaited = entries.find((entry) => entry.aspired && isMeant(entry, ref));
  if (awaited || ready.length === 0) throw notReady(ref, awaited ?? entries.find(isAspired), failure);
  throw notServed(ref, ready);
}

function isMeant({ version }: ModelEntry, ref: ModelRef): boolean {
  if (ref.version !== undefined && version.version !== ref.version) return false;
  return ref.alias === undefined || version.alias === ref.alias || version.aliases.includes(ref.alias);
}

function isAspired({ aspired }: ModelEntry): boolean {
  return aspired;
}

function notReady(
  { name }: ModelRef,
  entry: ModelEntry | undefined,
  failure: GatewayError | undefined,
): GatewayError {
  const cause = failure ?? entry?.failure;
  const state = entry ? `version ${entry.version.version} is ${entry.state}` : "no version is aspired yet";
  return new GatewayError(
    "model_not_ready",
    `${name} has no ready version: ${cause?.message ?? state}`,
    cause && { cause },
  );
}

function notServed({ name, version, alias }: ModelRef, ready: readonly ModelEntry[]): GatewayError {
  const asked = `${name}${version === undefined ? "" : ` ${version}`}${alias === undefined ? "" : `@${alias}`}`;
  const served = ready.map((entry) => described(entry)).join(", ");
  return new GatewayError("model_not_found", `${asked} is not served; served: ${served}`);
}

function described({ version: { version, aliases } }: ModelEntry): string {
  return aliases.length === 0 ? version : `${version} (${aliases.join(", ")})`;
}
