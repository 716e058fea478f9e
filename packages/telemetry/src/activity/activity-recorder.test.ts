import type { ModelStatistics, ModelStatus } from "@switchyard/core";
import { expect, test } from "vitest";
import { counted } from "../testing/counted.ts";
import { ActivityRecorder } from "./activity-recorder.ts";
import { nothingDone } from "./model-samples.ts";

function status(name: string): ModelStatus {
  const none = { current: undefined, versions: [], held: undefined, failure: undefined };
  return { name, uri: `models:/${name}`, ...none };
}

function recording() {
  const names = ["iris"];
  const asked: (readonly number[])[] = [];
  const statistics: ModelStatistics = {
    since: new Date(Date.now() - 5000),
    counts: counted({ durationsMs: [2, 2, 2], failures: { model: 1 }, rows: 6, runs: 2 }),
    gauges: { ...nothingDone.gauges, queued: 4, workers: 1, pids: [17] },
    unserved: 0,
    versions: [],
  };
  const recorder = new ActivityRecorder({
    models: { names: () => names, status },
    statistics: { statisticsOf: (name) => (name === "iris" ? statistics : undefined) },
    memoryOf: async (pids) => {
      asked.push(pids);
      return 40e6;
    },
  });
  return { recorder, names, asked, statistics };
}

test("tells what a model does before and after its first step", async () => {
  const { recorder, asked } = recording();
  using _ = recorder;
  const now = { queued: 4, workers: 1, rowsPerRun: 3, p50Ms: expect.any(Number) };
  expect(recorder.currentOf("iris")).toMatchObject({ ...now, memoryBytes: undefined });
  await recorder.look();
  expect(recorder.currentOf("iris")).toMatchObject({ ...now, memoryBytes: 40e6 });
  expect(asked).toEqual([[17]]);
  expect(recorder.of("iris")).toMatchObject({
    series: [{ queued: 4, memoryBytes: 40e6, version: undefined, errorsPerSecond: expect.closeTo(0.2, 1) }],
  });
});

test("a model that never served has done nothing", () => {
  using recorder = recording().recorder;
  expect(recorder.of("roses")).toMatchObject({ since: undefined, counts: { requests: 0 }, series: [] });
  expect(recorder.currentOf("roses")).toMatchObject({ requestsPerSecond: 0, workers: 0 });
});

test("what is no longer served is forgotten at the next step", async () => {
  const { recorder, names } = recording();
  using _ = recorder;
  await recorder.look();
  names.pop();
  await recorder.look();
  expect(recorder.of("iris").series).toEqual([]);
});
