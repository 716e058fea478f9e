import type { RootModel } from "../root-model/root-model.ts";
import { rootTargets } from "../root-model/root-targets.ts";
import { inferenceTarget, type FindTarget, type InferenceTarget } from "./target.ts";

export interface FindTargetOptions {
  readonly isModel: (name: string) => boolean;
  /** The model that paths without a name mean. */
  readonly root?: RootModel | undefined;
}

/** Makes what tells inference paths from others. */
export function createFindTarget({ isModel, root }: FindTargetOptions): FindTarget {
  const ofNamed = remembering((url) => inferenceTarget(url, isModel));
  if (!root) return ofNamed;
  const ofRoot = rootTargets(root);
  return (url) => ofRoot(url) ?? ofNamed(url);
}

const mostKnown = 256;

/** Callers ask the same few paths again and again. */
function remembering(find: FindTarget): FindTarget {
  const known = new Map<string, InferenceTarget>();
  return (url) => {
    const existing = known.get(url);
    if (existing) return existing;
    const target = find(url);
    if (!target || !isLasting(target)) return target;
    if (known.size === mostKnown) known.clear();
    known.set(url, target);
    return target;
  };
}

/** What an `@` means depends on the models that there are; nothing else does. */
function isLasting({ ref: { name, alias } }: InferenceTarget): boolean {
  return alias === undefined && !name.includes("@");
}
