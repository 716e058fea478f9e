import type { ModelVersion } from "@switchyard/core";
import { test } from "vitest";
import { createMetrics } from "./metrics.ts";

const version: ModelVersion = {
  name: "iris",
  version: "2",
  source: "/models/2",
  registeredName: "iris",
  alias: undefined,
  aliases: [],
  stage: undefined,
  runId: undefined,
  status: "READY",
};

test("counts what became of versions, and tells how old the registry's answer is", async ({ expect }) => {
  const metrics = createMetrics({
    registryStatus: () => ({ state: "current", lagSeconds: 1.5, failure: undefined }),
    predictionLogStatus: () => ({
      state: "ok",
      target: "predictions.jsonl",
      written: 5,
      dropped: 2,
      waiting: 1,
      reason: undefined,
    }),
  });
  metrics.events.modelSwitched?.(version, undefined);
  metrics.events.modelSwitched?.(version, { ...version, version: "1" });
  metrics.events.modelStateChanged?.(version, "ready", undefined);
  metrics.events.modelStateChanged?.(version, "failed", { code: "load_failed", message: "no" });
  await metrics.text();
  const text = await metrics.text();
  expect(text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([
    'model_swap_total{model="iris",result="switched"} 1',
    'model_swap_total{model="iris",result="failed"} 1',
    "registry_lag_seconds 1.5",
    'switchyard_predictions_logged_total{result="written"} 5',
    'switchyard_predictions_logged_total{result="dropped"} 2',
  ]);
});
