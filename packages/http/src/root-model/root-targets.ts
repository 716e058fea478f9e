import type { Operation } from "@switchyard/core";
import type { FindTarget, InferenceTarget } from "../inference/target.ts";
import type { RootModel } from "./root-model.ts";

const operations: ReadonlyMap<string, Operation> = new Map([
  ["/invocations", "invocations"],
  ["/predict", "predict"],
]);

/** Paths of the root that are inference. */
export const rootInference: readonly string[] = [...operations.keys()];

/** Finds the target of `/invocations` and `/predict`, which mean the root's model. */
export function rootTargets({ model }: RootModel): FindTarget {
  const targets: ReadonlyMap<string, InferenceTarget> = new Map(
    Array.from(operations, ([path, operation]) => [path, { ref: { name: model }, operation }]),
  );
  return (url) => targets.get(url) ?? targets.get(url.replace(/\?.*$/s, ""));
}
