import type { ModelState } from "@switchyard/core";

/** What the policy knows of one version of a model. */
export interface VersionSnapshot {
  readonly state: ModelState;
  readonly aspired: boolean;
}

/** One step towards the aspired versions. */
export interface Action<Version> {
  readonly kind: "load" | "unload";
  readonly version: Version;
}

/**
 * How one version takes another's place: loaded beside it, so that no request is turned away
 * (`availability`), or after it has gone, so that memory holds but one (`resource`); TF Serving's two policies.
 */
export type Swap = "availability" | "resource";

/**
 * The version that answers requests which name none: the first one aspired, once it is ready; until then the
 * one that has answered so far, so that a failed load changes nothing.
 */
export function currentOf<Version extends VersionSnapshot>(
  versions: readonly Version[],
  previous: Version | undefined,
): Version | undefined {
  const aspired = versions.filter((each) => each.aspired);
  if (aspired.length === 0) return undefined;
  const first = aspired[0];
  if (first?.state === "ready") return first;
  if (previous?.state === "ready") return previous;
  return aspired.find(isReady) ?? versions.find(isReady);
}

export interface Situation<Version> {
  readonly current: Version | undefined;
  readonly swap: Swap;
}

/**
 * The next step towards the aspired versions of one model, or nothing when they are reached.
 *
 * Pure, so that the whole reload behaviour is a table of inputs and outputs. What is no longer aspired goes,
 * but for the current version: that one stays until another is current, or until another must have its memory.
 */
export function nextAction<Version extends VersionSnapshot>(
  versions: readonly Version[],
  { current, swap }: Situation<Version>,
): Action<Version> | undefined {
  const waiting = versions.find((each) => each.aspired && each.state === "pending");
  const mayGo = (each: Version): boolean =>
    each !== current || (swap === "resource" && waiting !== undefined);
  const stale = versions.find((each) => !each.aspired && isReady(each) && mayGo(each));
  if (stale) return { kind: "unload", version: stale };
  return waiting && { kind: "load", version: waiting };
}

function isReady({ state }: VersionSnapshot): boolean {
  return state === "ready";
}
