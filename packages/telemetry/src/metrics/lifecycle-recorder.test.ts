import { test } from "vitest";
import { testVersion } from "../testing/test-version.ts";
import { LifecycleRecorder } from "./lifecycle-recorder.ts";

const failure = { code: "load_failed", message: "no" } as const;
const other = { ...testVersion, name: "other" };

test("counts what became of versions and workers, by model", ({ expect }) => {
  const recorder = new LifecycleRecorder(() => ["iris", "other"]);
  const { modelSwitched, modelStateChanged, modelHeld, workerEnded } = recorder.events;
  modelSwitched?.(testVersion, undefined);
  modelSwitched?.(testVersion, { ...testVersion, version: "1" });
  modelStateChanged?.(testVersion, "failed", failure);
  modelHeld?.(other, "too slow", undefined);
  workerEnded?.(testVersion, 7, "died");
  const { swaps, restarts } = recorder.counts();
  expect(
    ["iris", "other"].map((model) => [
      swaps(model, "switched"),
      swaps(model, "failed"),
      swaps(model, "held"),
    ]),
  ).toEqual([
    [1, 1, 0],
    [0, 0, 1],
  ]);
  expect([restarts("iris", "died"), restarts("iris", "hung"), restarts("other", "died")]).toEqual([1, 0, 0]);
});

test("knows how long steps took, and loading as long as the version is there", ({ expect }) => {
  const recorder = new LifecycleRecorder(() => ["iris"]);
  const { modelStateChanged, modelTimed } = recorder.events;
  modelTimed?.(testVersion, "download", 2000);
  for (const state of ["pending", "loading", "ready"] as const)
    modelStateChanged?.(testVersion, state, undefined);
  const { name, version } = testVersion;
  expect(recorder.counts().loadSeconds(name, version)).toBeGreaterThanOrEqual(0);
  recorder.events.modelSwitched?.(testVersion, { ...testVersion, version: "1" });
  for (const state of ["draining", "closed"] as const) modelStateChanged?.(testVersion, state, undefined);
  const { loadSeconds, phases } = recorder.counts();
  expect(loadSeconds(name, version)).toBeUndefined();
  expect(phases.get("download")).toMatchObject({ sum: 2 });
  expect([...phases.keys()]).toEqual(["download", "flip", "drain"]);
});

test("keeps nothing of models that are served no longer", ({ expect }) => {
  const names = ["iris"];
  const recorder = new LifecycleRecorder(() => names);
  recorder.events.modelStateChanged?.(testVersion, "failed", failure);
  names[0] = "other";
  recorder.events.modelStateChanged?.(other, "failed", failure);
  const { swaps } = recorder.counts();
  expect([swaps("iris", "failed"), swaps("other", "failed")]).toEqual([0, 1]);
});
