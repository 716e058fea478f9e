import type { TrainingJob } from "@switchyard/core";
import { test } from "vitest";
import { eventsOf, mergeReport } from "./merge-report.ts";
import { newJob } from "./new-job.ts";
import { parseReport } from "./report.ts";

test.for([
  ['{"progress": 0.5, "message": "half"}', { progress: 0.5, message: "half" }],
  ['{"step": 3, "metrics": {"loss": 0.1}, "more": 1}', { step: 3, metrics: { loss: 0.1 } }],
  ['{"run_id": "abc"}', { runId: "abc" }],
  ['{"model_name": "iris", "version": 7}', { modelName: "iris", version: "7" }],
  ['{"model_name": "iris", "version": "7"}', { modelName: "iris", version: "7" }],
  ["epoch 3", undefined],
  ["{", undefined],
  ["{}", undefined],
  ['{"other": 1}', undefined],
  ['{"progress": 50}', undefined],
  ['{"metrics": {"loss": "low"}}', undefined],
  ["[1]", undefined],
] as const)("%s", ([line, report], { expect }) => {
  expect(parseReport(line)).toEqual(report);
});

const job: TrainingJob = newJob({ model: "iris", parameters: {} });

test("a report changes what it names and nothing else", ({ expect }) => {
  const first = mergeReport(job, {
    progress: 0.1,
    message: "one",
    step: 1,
    metrics: { loss: 2, accuracy: 0.5 },
  });
  const second = mergeReport(first, { step: 2, metrics: { loss: 1 }, version: "3" });
  expect(second).toEqual({
    ...job,
    progress: 0.1,
    message: "one",
    version: "3",
    metrics: { loss: 1, accuracy: 0.5 },
    history: [
      { step: 1, metrics: { loss: 2, accuracy: 0.5 } },
      { step: 2, metrics: { loss: 1 } },
    ],
  });
});

test("keeps the latest 500 steps and 250 metrics", ({ expect }) => {
  let many = job;
  for (let step = 0; step < 600; step += 1)
    many = mergeReport(many, { step, metrics: { [`m${step}`]: step } });
  expect(many.history).toHaveLength(500);
  expect(many.history.at(-1)).toEqual({ step: 599, metrics: { m599: 599 } });
  expect(Object.keys(many.metrics)).toHaveLength(250);
});

test("followers hear of progress and metrics, and not of ids", ({ expect }) => {
  const report = { progress: 0.5, metrics: { loss: 1 } };
  expect(eventsOf(mergeReport(job, report), report)).toEqual([
    { kind: "progress", status: "queued", progress: 0.5, message: undefined },
    { kind: "metrics", step: undefined, metrics: { loss: 1 } },
  ]);
  expect(eventsOf(job, { runId: "abc" })).toEqual([]);
});
