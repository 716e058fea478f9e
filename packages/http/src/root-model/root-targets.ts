import type { FindTarget, InferenceTarget } from "../inference/target.ts";
import type { RootModel } from "./root-model.ts";

const operations: ReadonlyMap<string, Omit<InferenceTarget, "ref" | "route">> = new Map([
  ["/invocations", { operation: "invocations" }],
  ["/predict", { operation: "predict" }],
  ["/api/v1/model/predict", { operation: "predict", namesFiles: true }],
]);

/** Paths of the root that are inference. */
export const rootInference: readonly string[] = [...operations.keys()];

/** Finds the target of `/invocations`, `/predict` and `/api/v1/model/predict`, which mean the root's model. */
export function rootTargets({ model }: RootModel): FindTarget {
  const targets: ReadonlyMap<string, InferenceTarget> = new Map(
    Array.from(operations, ([path, asked]) => [path, { ref: { name: model }, route: path, ...asked }]),
  );
  return (url) => targets.get(url) ?? targets.get(url.replace(/\?.*$/s, ""));
}
