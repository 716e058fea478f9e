import { expect, test } from "vitest";
import { runsOf } from "./run-of-row.ts";

const entry = {
  time: "2026-01-01T00:00:00.000Z",
  model: "abalone",
  version: "2",
  digest: "d1",
  request_id: "r1",
  operation: "predict",
  duration_ms: 1.5,
} as const;

const tags = {
  "switchyard.prediction": "true",
  model_name: "abalone",
  model_version: "2",
  model_digest: "d1",
  request_id: "r1",
};

test("features are parameters, the prediction is a metric, the version a tag", () => {
  const inputs = [{ sex: "M", length: 0.455, "größe (mm)": null }];
  expect(runsOf({ ...entry, inputs, predictions: [{ prediction: 9.8 }] })).toEqual([
    {
      params: { sex: "M", length: "0.455", "gr__e _mm_": "null" },
      metrics: { duration_ms: 1.5, prediction: 9.8 },
      tags,
    },
  ]);
});

test.for([
  [{ prediction: "cat", label: "cat", confidence: 0.75 }, { confidence: 0.75 }, { prediction: "cat" }],
  [[9.5], { prediction: 9.5 }, { prediction: "[9.5]" }],
  ["technology", {}, { prediction: "technology" }],
  [3, { prediction: 3 }, {}],
] as const)("a prediction of %j", ([prediction, metrics, text]) => {
  const [run] = runsOf({ ...entry, inputs: ["x"], predictions: [prediction] });
  expect(run?.metrics).toEqual({ duration_ms: 1.5, ...metrics });
  expect(run?.tags).toEqual({ ...tags, ...text });
  expect(run?.params).toEqual({ input: "x" });
});

test("each row has a run of its own, and not more than a hundred have", () => {
  const inputs = Array.from({ length: 150 }, (_, index) => ({ n: index }));
  const runs = runsOf({ ...entry, inputs, predictions: inputs.map(({ n }) => n) });
  expect(runs).toHaveLength(100);
  expect(runs[7]).toMatchObject({ params: { n: "7" }, metrics: { prediction: 7 } });
});
