import type { HistoryEvent, ModelVersion, ServingEvents } from "@switchyard/core";
import { expect, test } from "vitest";
import { testVersion } from "../testing/test-version.ts";
import { HistoryRecorder } from "./history-recorder.ts";

const one: ModelVersion = { ...testVersion, version: "1" };
const two: ModelVersion = { ...testVersion, version: "2", alias: "champion" };
const broken = { code: "load_failed", message: "no such file" } as const;

type Hear = (events: Required<Pick<ServingEvents, "modelStateChanged">> & Partial<ServingEvents>) => void;

/** What is kept after these events, the oldest first, as short texts. */
function kept(hear: Hear): readonly string[] {
  const { recorder, events } = recording();
  hear(events);
  return recorder.of("iris").toReversed().map(textOf);
}

function recording(names: readonly string[] = ["iris"]) {
  const told: string[] = [];
  const recorder = new HistoryRecorder({
    names: () => names,
    onEvent: (_model, event) => told.push(textOf(event)),
  });
  const { modelStateChanged = () => undefined } = recorder.events;
  return { recorder, told, events: { ...recorder.events, modelStateChanged } };
}

function textOf({ kind, version, fromVersion = "", reason = "" }: HistoryEvent): string {
  return [kind, version, fromVersion, reason].filter((part) => part !== "").join(" ");
}

const load: Hear = ({ modelStateChanged }) => {
  for (const state of ["pending", "loading", "ready"] as const) modelStateChanged(two, state, undefined);
};

test("tells of a switch from the load to the end of the version before", () => {
  const history = kept((events) => {
    load(events);
    events.modelSwitched?.(two, one);
    for (const state of ["draining", "closed"] as const) events.modelStateChanged(one, state, undefined);
  });
  expect(history).toEqual(["loading 2", "ready 2", "switched 2 1", "draining 1", "closed 1"]);
});

test("tells once of a version that fails again and again, and again when it fails otherwise", () => {
  const history = kept(({ modelStateChanged }) => {
    for (const message of ["no such file", "no such file", "disk full", "disk full"]) {
      modelStateChanged(two, "loading", undefined);
      modelStateChanged(two, "failed", { ...broken, message });
    }
    modelStateChanged(two, "ready", undefined);
  });
  expect(history).toEqual(["loading 2", "failed 2 no such file", "failed 2 disk full", "ready 2"]);
});

test("tells what was refused from what was rolled back", () => {
  const history = kept(({ modelHeld }) => {
    modelHeld?.(two, "too slow", undefined);
    modelHeld?.(two, "rolled back by an operator", one);
  });
  expect(history).toEqual(["held 2 too slow", "rolled_back 1 2 rolled back by an operator"]);
});

test("tells of a worker that was replaced, and not of those that start as they should", () => {
  const history = kept(({ workerStarted, workerEnded }) => {
    workerStarted?.(two, 10, 5);
    workerEnded?.(two, 10, "died");
    workerStarted?.(two, 11, 5);
    workerStarted?.(two, 12, 5);
  });
  expect(history).toEqual(["restarted 2 its worker had ended unexpectedly"]);
});

test("tells of rest and of coming back", () => {
  const history = kept(({ modelRested, modelWoken }) => {
    modelRested?.(two, "idle longest");
    modelWoken?.(two, 80);
  });
  expect(history).toEqual(["resting 2 idle longest", "woken 2"]);
});

test("says when, how long it took and which alias was followed", () => {
  const { recorder, events } = recording();
  load(events);
  const [ready] = recorder.of("iris");
  expect(ready).toMatchObject({ kind: "ready", alias: "champion", durationMs: expect.any(Number) });
  expect(Math.abs(Date.now() - (ready?.at.getTime() ?? 0))).toBeLessThan(5000);
});

test("keeps the latest 200 of a model, and tells each as it comes", () => {
  const { recorder, told, events } = recording();
  for (let count = 0; count < 250; count += 1) events.modelRested?.(two, `${count}`);
  expect(recorder.of("iris").map(textOf)).toEqual(told.toReversed().slice(0, 200));
  expect(told).toHaveLength(250);
});

test("forgets models that are no longer served when others come", () => {
  const names = ["iris"];
  const { recorder, events } = recording(names);
  load(events);
  names.splice(0, 1, "roses");
  events.modelRested?.({ ...two, name: "roses" }, "idle");
  expect([recorder.of("iris"), recorder.of("roses")]).toMatchObject([[], [{ kind: "resting" }]]);
});
