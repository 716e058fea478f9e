import type { Config } from "@switchyard/gateway";
import type { LookedAt } from "./registry-look.ts";

/** Whether a Python worker answers for a model: it has no graph, or shall not use it; unknown ones count as native. */
export function runsInPython({ name, look }: LookedAt, config: Config): boolean {
  const runtime = config.models[name]?.runtime ?? config.defaults.runtime;
  return look !== undefined && (runtime === "python" || !look.flavors.includes("onnx"));
}
