import type { RootModel } from "../root-model/root-model.ts";
import { rootTargets } from "../root-model/root-targets.ts";
import { inferenceTarget, type FindTarget } from "./target.ts";

export interface FindTargetOptions {
  readonly isModel: (name: string) => boolean;
  /** The model that paths without a name mean. */
  readonly root?: RootModel | undefined;
}

/** Makes what tells inference paths from others. */
export function createFindTarget({ isModel, root }: FindTargetOptions): FindTarget {
  const ofNamed: FindTarget = (url) => inferenceTarget(url, isModel);
  if (!root) return ofNamed;
  const ofRoot = rootTargets(root);
  return (url) => ofRoot(url) ?? ofNamed(url);
}
