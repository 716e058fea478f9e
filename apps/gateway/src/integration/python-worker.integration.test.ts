import { GatewayError, silentEvents, type ServingEvents, type StartWorker } from "@switchyard/core";
import type { WorkerModel } from "@switchyard/serving";
import { afterAll, beforeAll, describe, test } from "vitest";
import { requestOf } from "../testing/iris-requests.ts";
import { startModel, valueOf, workerConformance } from "../testing/worker-conformance.ts";
import { PythonModels, pythonWorkers } from "./python-worker-models.ts";

const start: StartWorker = await pythonWorkers();
const models: PythonModels = await PythonModels.write();
const here = { gone: false };

afterAll(() => models[Symbol.dispose]());

describe("a process of Python", () => {
  workerConformance({
    start,
    description: { inputs: [], outputs: [] },
    missing: "no MLmodel in /nowhere",
    withoutExample: () => models.fetched("regressor"),
  });
});

const doing = (...what: readonly string[]): string =>
  JSON.stringify({ dataframe_split: { columns: ["do"], data: what.map((each) => [each]) } });

/** A model with code of its own that does what it is told. */
describe("a model with code of its own", () => {
  let odd: WorkerModel;
  const ask = (what: string): Promise<unknown> => valueOf(odd.answer(requestOf(doing(what)), here));

  beforeAll(async () => {
    odd = await startModel(models.fetched("odd"), start);
  });
  afterAll(async () => await odd[Symbol.asyncDispose]());

  test("says what it is", ({ expect }) => {
    expect(odd.description).toMatchObject({
      flavor: "python_function",
      task: "text",
      runtime: expect.stringMatching(/^python 3\.\d+\.\d+, mlflow \d/),
    });
  });

  test("answers many slow requests side by side", async ({ expect }) => {
    await ask("echo");
    const startMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 32 }, () => ask("sleep")));
    expect(answers).toEqual(Array.from({ length: 32 }, () => ({ predictions: null })));
    expect(performance.now() - startMs).toBeLessThan(3000);
  });

  test("tells of its exception what a caller needs, and no more", async ({ expect }) => {
    const answer = odd.answer(requestOf(doing("raise")), here);
    await expect(answer).rejects.toMatchObject({
      code: "model_error",
      message: expect.stringMatching(/^Encountered an unexpected error .*KeyError: 'a key\\nof two lines'$/),
    });
  });

  test("does not look at a request whose time is over", async ({ expect }) => {
    const late = { ...requestOf(doing("echo")), deadlineMs: Date.now() - 1 };
    await expect(odd.answer(late, here)).rejects.toMatchObject({ code: "deadline_exceeded" });
  });
});

test.for([
  ["exit", "alone", undefined],
  ["end", "alone", undefined],
  ["crash", "alone", undefined],
  ["exit", "in joint runs", 64],
  ["crash", "in joint runs", 64],
] as const)(
  "the request that ends a model is refused: %s, %s",
  async ([what, , maxBatchRows], { expect }) => {
    await using odd = await startModel(models.fetched("odd"), start, { worker: { maxBatchRows } });
    const answers = await Promise.all(
      ["a", what, "b", "c"].map((each) => valueOf(odd.answer(requestOf(doing(each)), here))),
    );
    expect(answers).toEqual([
      { predictions: "a" },
      "request_refused",
      { predictions: "b" },
      { predictions: "c" },
    ]);
  },
);

test("a model that hangs is replaced once its caller has gone", async ({ expect }) => {
  await using odd = await startModel(models.fetched("odd"), start);
  const [before] = odd.statistics().pids;
  const hanging = { ...requestOf(doing("hang")), deadlineMs: Date.now() + 500 };
  expect(await valueOf(odd.answer(hanging, here))).toBe("deadline_exceeded");
  const patient = { ...requestOf(doing("after")), deadlineMs: Date.now() + 60_000 };
  expect(await valueOf(odd.answer(patient, here))).toEqual({ predictions: "after" });
  await expect.poll(() => odd.statistics().restarts, { timeout: 40_000 }).toBe(1);
  expect(odd.statistics().pids).not.toContain(before);
});

test("what a model prints never reaches the link", async ({ expect }) => {
  await using model = await startModel(models.fetched("printing"), start);
  const body = '{"dataframe_split":{"columns":["x"],"data":[[1],[2]]}}';
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => valueOf(model.answer(requestOf(body), here))),
  );
  expect(answers).toEqual(Array.from({ length: 40 }, () => ({ predictions: [2] })));
});

test.for([
  ["a model with code of its own", "counting", undefined, 1],
  ["one whose operator says that it may", "counting", 64, "many"],
  ["one that looks at its neighbours", "centered", undefined, 1],
  ["one whose operator says that it must not", "classifier", 0, 1],
  ["an estimator", "classifier", undefined, "many"],
] as const)("%s shares runs: %s", async ([, name, maxBatchRows, frames], { expect }) => {
  await using model = await startModel(models.fetched(name), start, { worker: { maxBatchRows } });
  const row = { x: 3, ...(name === "counting" ? {} : { n: 2 }) };
  const body = JSON.stringify({ dataframe_records: [row] });
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => valueOf(model.answer(requestOf(body), here))),
  );
  const kinds = new Set(answers.map((each) => JSON.stringify(each)));
  const together = name === "counting" && frames === "many";
  expect(kinds.size > 1, [...kinds].join()).toBe(together);
  expect(model.statistics().batches < 100).toBe(frames === "many");
});

/** Why a model whose `MLmodel` is another cannot be loaded. */
async function messageOf(name: string, change: (text: string) => string): Promise<string> {
  using broken = models.changed(name, change);
  const error: unknown = await startModel(broken.model, start).then(
    async (model) => await model[Symbol.asyncDispose](),
    (thrown: unknown) => thrown,
  );
  return error instanceof GatewayError ? `${error.code}: ${error.message}` : "it is loaded";
}

describe("a model that cannot be loaded", () => {
  test("names the module that is missing", async ({ expect }) => {
    const message = await messageOf("regressor", (text) =>
      text.replaceAll("mlflow.sklearn", "absent.flavor"),
    );
    expect(message).toMatch(/^load_failed: ModuleNotFoundError: No module named 'absent'/);
  });

  test("says that it is none of Python's", async ({ expect }) => {
    const message = await messageOf("regressor", (text) => text.replaceAll("python_function", "other"));
    expect(message).toContain('Model does not have the "python_function" flavor');
  });
});

test("an interpreter without MLflow is named", async ({ expect }) => {
  const bare = await pythonWorkers({ isolated: true });
  await expect(startModel(models.fetched("regressor"), bare)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringMatching(/python\S* has no mlflow: ModuleNotFoundError/),
  });
});

test("versions that differ from those of the training are told", async ({ expect }) => {
  using old = models.changed("regressor", (text) => text, "scikit-learn==0.1\nabsent-package==2\n");
  const lines: string[] = [];
  const events = {
    ...silentEvents,
    workerLog: (...[, level, message]: Parameters<ServingEvents["workerLog"]>) =>
      void lines.push(`${level}: ${message}`),
  };
  await using _ = await startModel(old.model, start, { events });
  expect(lines.join("\n")).toMatch(
    /^warn: .*mismatches[^]*scikit-learn \(current: .*required: scikit-learn==0\.1\)/,
  );
});

test("the directory of a model with modules of its own is left as it was", async ({ expect }) => {
  const before = models.filesOf("scaled");
  await using model = await startModel(models.fetched("scaled"), start);
  const answer = model.answer(requestOf('{"inputs":{"x":[1.5]}}'), here);
  expect(await valueOf(answer)).toEqual({ predictions: [3] });
  expect(models.filesOf("scaled")).toEqual(before);
  expect(before).toContain("code/scaling.py");
});
