import { GatewayError, type EncodedAnswer, type StartWorker } from "@switchyard/core";
import type { WorkerModel } from "@switchyard/serving";
import { afterAll, beforeAll, describe, test } from "vitest";
import { requestOf } from "../testing/iris-requests.ts";
import { startModel } from "../testing/worker-conformance.ts";
import { PythonModels, pythonWorkers } from "./python-worker-models.ts";

const start: StartWorker = await pythonWorkers();
const models: PythonModels = await PythonModels.write();
const here = { gone: false };

afterAll(() => models[Symbol.dispose]());

/** The friendly answer, its probabilities rounded; or the code and message of its error. */
async function told(answer: Promise<EncodedAnswer>): Promise<unknown> {
  try {
    const text = Buffer.from((await answer).body).toString();
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === "number" ? Number(value.toFixed(2)) : value,
    );
  } catch (thrown) {
    const { code, message } = GatewayError.from(thrown);
    return `${code}: ${message}`;
  }
}

const low = { prediction: 0, label: "0", confidence: 0.86, probabilities: { 0: 0.86, 1: 0.14 } };
const yes = { prediction: "yes", label: "yes", confidence: 0.65, probabilities: { no: 0.35, yes: 0.65 } };
const missing = "schema_mismatch: Failed to enforce schema. Model is missing inputs ['n'].";

const cases: Readonly<
  Record<string, readonly (readonly [body: string, answer: unknown, contentType?: string])[]>
> = {
  classifier: [
    ['{"x": 1.5, "n": 1}', low],
    ['{"x": "1.5", "n": 1.0}', low],
    ['[{"x": 1.5, "n": 1}, {"n": 1, "x": 1.5, "extra": []}]', [low, low]],
    ['{"dataframe_records": [{"x": 1.5, "n": 1}]}', [low]],
    ["x,n\n1.5,1\n", [low], "text/csv"],
    ['{"x": 1.5}', missing],
    ['{"x": 1.5, "m": 1}', `${missing} Note that there were extra inputs: ['m'].`],
    ['[{"x": 1.5, "n": 1}, {"x": 1.5}]', missing],
    ['{"x": 1.5, "n": 1.5}', "invalid_request: Invalid input. n: expected an integer (long), found 1.5"],
    [
      '[{"x": true, "n": 1}]',
      "invalid_request: Invalid input. [0].x: expected a number (double), found true",
    ],
    ['{"x": null, "n": 1}', "invalid_request: Invalid input. x: expected a number (double), found null"],
    ["[]", "invalid_request: body: expected at least one thing to predict, found an empty list"],
    ['"a"', 'invalid_request: body: expected an object with x, n, found "a"'],
    ["5", "invalid_request: body: expected an object or an array, found 5"],
  ],
  regressor: [
    ['{"x": 1.5, "n": 1}', { prediction: 4 }],
    ['[{"x": 1.5, "n": 1}]', [{ prediction: 4 }]],
  ],
  noted: [
    ['{"x": 1.5, "n": 1}', { prediction: 4 }],
    ['{"x": 1.5, "n": 1, "note": null}', { prediction: 4 }],
    ['{"x": 1.5, "n": 1, "note": 5}', "invalid_request: Invalid input. note: expected a text, found 5"],
  ],
  reader: [
    ['"good"', yes],
    ['{"text": "good"}', yes],
    ['["good", {"text": "good"}]', [yes, yes]],
  ],
  scaled: [['{"x": 1.5}', { prediction: 3 }]],
  hinted: [
    ['"a"', { prediction: "A" }],
    ['["a", "b"]', [{ prediction: "A" }, { prediction: "B" }]],
  ],
  unsigned: [['{"x": 1.5, "n": 1}', { prediction: 4 }]],
};

describe.for(Object.keys(cases))("%s", (name) => {
  let model: WorkerModel;
  beforeAll(async () => {
    model = await startModel(models.fetched(name), start);
  });
  afterAll(async () => await model[Symbol.asyncDispose]());

  test("answers in the friendly form, also in company", async ({ expect }) => {
    const asked = cases[name] ?? [];
    const found = await Promise.all(
      asked.map(([body, , contentType]) => told(model.answer(requestOf(body, contentType, "predict"), here))),
    );
    expect(Object.fromEntries(asked.map(([body], index) => [body, found[index]]))).toEqual(
      Object.fromEntries(asked.map(([body, answer]) => [body, answer])),
    );
  });
});

test("names of classes that were given are those of the answer", async ({ expect }) => {
  const worker = { labels: ["low", "high"] };
  await using model = await startModel(models.fetched("classifier"), start, { worker });
  expect(model.description.labels).toEqual(worker.labels);
  const answer = await told(model.answer(requestOf('{"x": 1.5, "n": 1}', undefined, "predict"), here));
  expect(answer).toEqual({ ...low, label: "low", probabilities: { low: 0.86, high: 0.14 } });
});
