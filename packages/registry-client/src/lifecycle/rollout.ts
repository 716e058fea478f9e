import type { HeldVersion, ModelVersion } from "@switchyard/core";

/** What a model has served and what it may not serve, beyond what the registry says just now. */
export interface Rollout {
  /** What served last as it should, the followed version first. */
  readonly served: readonly ModelVersion[];
  /** The followed versions before it, the latest first. */
  readonly history: readonly ModelVersion[];
  /** What the registry answered last. */
  readonly answer: ModelVersion | undefined;
  /** The answer that was rolled back or refused. */
  readonly held: HeldVersion | undefined;
}

export const newRollout: Rollout = { served: [], history: [], answer: undefined, held: undefined };

const longestHistory = 5;

/** The versions to serve, and the one that is held back where that is why. */
export interface Plan {
  readonly versions: readonly ModelVersion[];
  readonly held: HeldVersion | undefined;
}

/**
 * What to serve now that the registry has answered, the followed version first. A version that is held back
 * stays so until the answer is another one, or it is asked for all the same.
 */
export function planFor(
  { held, served }: Rollout,
  answer: readonly ModelVersion[],
  { force = false }: { readonly force?: boolean } = {},
): Plan {
  const [followed, ...kept] = answer;
  const [last] = served;
  if (force || !held || !last || !followed || !isSameVersion(held.version, followed))
    return { versions: answer, held: undefined };
  return { versions: [last, ...kept.filter((each) => !isSameVersion(each, last))], held };
}

/** What is known once these versions serve. */
export function switched(rollout: Rollout, { versions, held }: Plan): Rollout {
  const [followed] = versions;
  const [before] = rollout.served;
  if (!followed) return rollout;
  if (!before || isSameVersion(before, followed)) return { ...rollout, served: versions, held };
  const earlier = [before, ...rollout.history].filter((each) => !isSameVersion(each, followed));
  return { ...rollout, served: versions, history: earlier.slice(0, longestHistory), held };
}

/** What is known once the version that served before serves again; nothing when there was none. */
export function rolledBack(
  rollout: Rollout,
  { reason, since }: Omit<HeldVersion, "version">,
): Rollout | undefined {
  const [previous, ...history] = rollout.history;
  const [current, ...kept] = rollout.served;
  if (!previous || !current) return undefined;
  const served = [previous, ...kept.filter((each) => !isSameVersion(each, previous))];
  return { ...rollout, served, history, held: { version: rollout.answer ?? current, reason, since } };
}

/** Whether both are one version with its files in one place. */
export function isSameVersion(one: ModelVersion, other: ModelVersion): boolean {
  return one.version === other.version && one.source === other.source;
}
