import {
  GatewayError,
  headerBytesOf,
  silentEvents,
  tensorsContentType,
  type EncodedAnswer,
  type FetchedModel,
  type ServingEvents,
  type StartWorker,
  type WorkerOptions,
} from "@switchyard/core";
import { CpuBudget, WorkerModel, type StatisticsBook } from "@switchyard/serving";
import { test } from "vitest";
import { here, requestOf, rows, split } from "./iris-requests.ts";
import { sampleModel } from "./sample-models.ts";
import { underLoad } from "./under-load.ts";
import { workerStatistics } from "./worker-statistics.ts";

export interface WorkerExpectations {
  readonly start: StartWorker;
  /** Options of the worker that are not the usual ones. */
  readonly worker?: Partial<WorkerOptions>;
  /** What the iris sample says of itself. */
  readonly description: Readonly<Record<string, unknown>>;
  /** A part of the message about a model whose files are missing. */
  readonly missing: string;
  /** A model without an input example; asked for when all suites are known. */
  readonly withoutExample: () => FetchedModel;
}

export interface StartOptions {
  readonly worker?: Partial<WorkerOptions> | undefined;
  readonly events?: ServingEvents;
  readonly statistics?: StatisticsBook;
}

const usual: WorkerOptions = { workers: 0, maxBatchRows: undefined, labels: undefined, json: "strict" };
const features = ["sepal_length", "sepal_width", "petal_length", "petal_width"] as const;
const names = ["setosa", "versicolor", "virginica"] as const;
/** A model in a worker of the given kind. */
export function startModel(
  model: FetchedModel,
  start: StartWorker,
  { worker, events = silentEvents, statistics }: StartOptions = {},
): Promise<WorkerModel> {
  // However long workers of this kind take to start.
  const waking = { holdMs: 60_000, inTurn: (wake: () => Promise<void>) => wake() };
  const options = {
    replicas: 1,
    maxQueued: 1000,
    priority: 1,
    cpu: new CpuBudget({ cores: 2 }),
    loadTimeoutMs: 60_000,
  };
  return WorkerModel.start(
    model,
    { ...options, start, worker: { ...usual, ...worker }, events, waking, statistics },
    AbortSignal.timeout(60_000),
  );
}

/** The value of an answer, or the code of its error. */
export async function valueOf(answer: Promise<EncodedAnswer>): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from((await answer).body).toString());
  } catch (thrown) {
    return GatewayError.from(thrown).code;
  }
}

/** What every kind of worker must do; call it inside a `describe`. */
export function workerConformance({
  start,
  worker,
  description,
  missing,
  withoutExample,
}: WorkerExpectations): void {
  const iris = sampleModel("sepal_length");
  workerStatistics((statistics) => startModel(iris, start, { worker, statistics }));
  const started = (model = iris, events = silentEvents): Promise<WorkerModel> =>
    startModel(model, start, { worker, events });

  test("describes the model", async ({ expect }) => {
    await using model = await started();
    expect(model.description).toMatchObject({
      flavor: "sklearn",
      task: "table",
      labels: names,
      ...description,
    });
  });

  test("answers requests that travel together each by itself", async ({ expect }) => {
    await using model = await started();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const name = names[index % 3] ?? "setosa";
        return valueOf(model.answer(index % 7 === 6 ? requestOf("{") : split(rows[name]), here));
      }),
    );
    expect(answers).toEqual(
      Array.from({ length: 200 }, (_, index) =>
        index % 7 === 6 ? "invalid_request" : { predictions: [names[index % 3]] },
      ),
    );
    expect(model.statistics().batches).toBeLessThan(100);
  });

  test("refuses what the model cannot take, and says why", async ({ expect }) => {
    await using model = await started();
    await expect(model.answer(split("[5.1,3.5,1.4,null]"), here)).rejects.toMatchObject({
      code: "model_error",
    });
    await expect(model.answer(requestOf("x", "text/plain"), here)).rejects.toMatchObject({
      code: "unsupported_media_type",
    });
  });

  test("answers features with a label and its probability", async ({ expect }) => {
    await using model = await started();
    const thing = '{"sepal_length":6.3,"sepal_width":3.3,"petal_length":6,"petal_width":2.5}';
    const answers = await Promise.all(
      [thing, `[${thing}]`].map((body) =>
        valueOf(model.answer(requestOf(body, "application/json", "predict"), here)),
      ),
    );
    const probabilities = {
      setosa: expect.closeTo(0),
      versicolor: expect.closeTo(0.01),
      virginica: expect.closeTo(0.99),
    };
    const { virginica: confidence } = probabilities;
    const expected = { prediction: "virginica", label: "virginica", confidence, probabilities };
    expect(answers).toEqual([expected, [expected]]);
  });

  test("answers after a rest as before it, and its counters go on", async ({ expect }) => {
    const woken: number[] = [];
    const events = {
      ...silentEvents,
      modelWoken: (_version: unknown, durationMs: number) => void woken.push(durationMs),
    };
    await using model = await started(iris, events);
    await model.answer(split(rows.setosa), here);
    const { pids } = model.statistics();
    expect(await model.residence.rest()).toBe(true);
    expect(model.residence.state).toBe("resting");
    expect(pids.filter(isAlive)).toEqual([]);
    const answers = [rows.setosa, rows.virginica].map((row) => valueOf(model.answer(split(row), here)));
    expect(model.residence.state).toBe("waking");
    expect(await Promise.all(answers)).toEqual([{ predictions: ["setosa"] }, { predictions: ["virginica"] }]);
    await expect.poll(() => woken).toHaveLength(1);
    expect(model.statistics()).toMatchObject({ requests: 3, failures: 0, restarts: 0 });
  });

  test("loses no request while its workers are exchanged", async ({ expect }) => {
    await using model = await started();
    const answers = await underLoad(
      () => valueOf(model.answer(split(rows.setosa), here)),
      async () => {
        await model.residence.renew();
        await model.residence.renew();
      },
    );
    expect(answers.filter((answer) => typeof answer === "string")).toEqual([]);
  });

  test("answers tensors by the names of outputs, and refuses what is none", async ({ expect }) => {
    await using model = await started();
    const ask = (inputs: readonly unknown[], outputs: readonly unknown[] = []): Promise<unknown> =>
      valueOf(
        model.answer(
          requestOf(JSON.stringify({ id: "a", inputs, outputs }), "application/json", "infer"),
          here,
        ),
      );
    const matrix = {
      name: "x",
      datatype: "FP32",
      shape: [2, 4],
      data: [6.3, 3.3, 6, 2.5, 5.1, 3.5, 1.4, 0.2],
    };
    const tensors = features.map((name, at) => ({
      name,
      datatype: "FP64",
      shape: [1],
      data: [matrix.data[at]],
    }));
    const told = { model_name: "sample", model_version: "1", id: "a" };
    const labels = { name: "output-1", datatype: "BYTES", shape: [2], data: ["virginica", "setosa"] };
    const scores = { name: "probabilities", shape: [2, 3], data: Array(6).fill(expect.any(Number)) };
    expect(
      await Promise.all([ask([matrix]), ask(tensors), ask([matrix], [{ name: "output-1" }])]),
    ).toMatchObject([
      { ...told, outputs: [labels, scores] },
      { ...told, outputs: [{ data: ["virginica"] }, { shape: [1, 3] }] },
      { ...told, outputs: [labels] },
    ]);
    for (const refused of [[], [{ ...matrix, shape: [2, 5] }], [{ ...matrix, datatype: "FP8" }]])
      expect(await ask(refused)).toBe("invalid_request");
    expect(await ask([matrix], [{ name: "nothing" }])).toBe("invalid_request");
    expect(await ask(tensors.slice(1))).toBe("schema_mismatch");
  });

  test("answers tensors in bytes that were sent in bytes", async ({ expect }) => {
    await using model = await started();
    const bytes = Buffer.from(Float32Array.of(6.3, 3.3, 6, 2.5).buffer);
    const input = { name: "x", datatype: "FP32", shape: [1, 4], parameters: { binary_data_size: 16 } };
    const header = Buffer.from(JSON.stringify({ inputs: [input], parameters: { binary_data_output: true } }));
    const request = requestOf("", tensorsContentType(header.length), "infer");
    const answer = await model.answer({ ...request, body: Buffer.concat([header, bytes]) }, here);
    const headerBytes = headerBytesOf(answer.contentType) ?? 0;
    const told = JSON.parse(Buffer.from(answer.body.subarray(0, headerBytes)).toString());
    expect(told.outputs).toMatchObject([
      { datatype: "BYTES", shape: [1], parameters: { binary_data_size: 13 } },
      { shape: [1, 3] },
    ]);
    const label = Buffer.from(answer.body.subarray(headerBytes, headerBytes + 13));
    expect([label.readUInt32LE(), label.subarray(4).toString()]).toEqual([9, "virginica"]);
    const { binary_data_size: scoreBytes } = told.outputs[1].parameters;
    expect(answer.body.length).toBe(headerBytes + 13 + scoreBytes);
  });

  test("says why it cannot load", async ({ expect }) => {
    const broken = { ...iris, directory: "/nowhere" };
    await expect(started(broken)).rejects.toMatchObject({
      code: "load_failed",
      message: expect.stringContaining(missing),
    });
  });

  test("warms up a model without an input example and complains of nothing", async ({ expect }) => {
    const complaints: string[] = [];
    const events = {
      ...silentEvents,
      workerLog: (...line: Parameters<ServingEvents["workerLog"]>) => void complaints.push(line[2]),
    };
    await using _ = await started(withoutExample(), events);
    expect(complaints).toEqual([]);
  });

  test("finishes what it has when it is told to end", async ({ expect }) => {
    const model = await started();
    const answers = Array.from({ length: 50 }, () => model.answer(split(rows.setosa), here));
    await Promise.all(answers);
    await model[Symbol.asyncDispose]();
    expect(model.statistics().pids).toEqual([]);
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
