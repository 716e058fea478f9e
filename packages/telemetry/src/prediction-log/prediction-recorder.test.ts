import type { AnsweredPrediction } from "@switchyard/core";
import { expect, test } from "vitest";
import type { TakenPrediction } from "./entry-of.ts";
import { PredictionRecorder, type PredictionRecorderOptions } from "./prediction-recorder.ts";
import type { WriterProgress } from "./prediction-writer.ts";
import { testVersion } from "../testing/test-version.ts";

const body = { contentType: "application/json", body: Buffer.from("[1234]") };
const prediction: AnsweredPrediction = {
  requestId: "r1",
  model: testVersion,
  digest: "",
  columns: [],
  operation: "predict",
  asked: body,
  answered: body,
  durationMs: 1,
};

interface Recorded {
  readonly log: PredictionRecorder;
  readonly sent: TakenPrediction[];
  readonly tell: (progress: Partial<WriterProgress>) => void;
}

function nobody(): void {}

function recorder(options: Partial<PredictionRecorderOptions>): Recorded {
  const sent: TakenPrediction[] = [];
  let hear: (progress: WriterProgress) => void = nobody;
  const log = new PredictionRecorder({
    target: "somewhere",
    sample: 1,
    maxWaiting: 3,
    maxWaitingBytes: 1000,
    maxBodyBytes: 100,
    endTimeoutMs: 100,
    ...options,
    openChannel: (onProgress) => {
      hear = onProgress;
      return { send: (each) => sent.push(each), end: () => Promise.resolve() };
    },
  });
  const none = { written: 0, dropped: 0, failure: undefined };
  return { log, sent, tell: (progress) => hear({ ...none, ...progress }) };
}

function record(log: PredictionRecorder, times: number): void {
  for (let time = 0; time < times; time += 1) log.record(prediction);
}

test("hands on what is recorded until too many wait, and again when some are done", () => {
  const { log, sent, tell } = recorder({});
  record(log, 5);
  expect(sent).toHaveLength(3);
  expect(log.status()).toMatchObject({ waiting: 3, dropped: 2, written: 0, state: "ok" });
  tell({ written: 2 });
  record(log, 3);
  expect(sent).toHaveLength(5);
  expect(log.status()).toMatchObject({ waiting: 3, dropped: 3, written: 2 });
});

test("hands on no more bytes than may wait", () => {
  const { log, sent, tell } = recorder({ maxWaitingBytes: 25 });
  record(log, 3);
  expect(sent).toHaveLength(2);
  tell({ dropped: 1, failure: "full" });
  record(log, 3);
  expect(sent).toHaveLength(3);
  expect(log.status()).toMatchObject({ state: "failing", reason: "full", dropped: 4 });
});

test("keeps the part that is asked for", () => {
  const { log, sent } = recorder({ sample: 0.2, maxWaiting: 100_000, maxWaitingBytes: 1e9 });
  record(log, 10_000);
  expect(sent.length).toBeGreaterThan(1700);
  expect(sent.length).toBeLessThan(2300);
});

test("keeps those of the models that are asked for", () => {
  const { log, sent } = recorder({ models: ["topic"] });
  record(log, 1);
  log.record({ ...prediction, model: { ...prediction.model, name: "topic" } });
  expect(sent.map(({ model }) => model.name)).toEqual(["topic"]);
});

test("of a body that is too long hands on the size", () => {
  const { log, sent } = recorder({ maxBodyBytes: 5 });
  record(log, 1);
  expect(sent[0]).toMatchObject({ asked: { json: undefined, sizeBytes: 6 } });
});

test("of tensors only the size is kept, since no field in them can be protected by its name", () => {
  const { log, sent } = recorder({});
  log.record({ ...prediction, operation: "infer" });
  expect(sent).toMatchObject([{ asked: { sizeBytes: 6, json: undefined }, answered: { json: undefined } }]);
});
