import {
  silentEvents,
  GatewayError,
  type EncodedAnswer,
  type EncodedRequest,
  type ServingEvents,
  type WorkerOptions,
} from "@switchyard/core";
import { threadWorkers } from "@switchyard/model-worker/threads";
import { processWorkers, WorkerModel } from "@switchyard/serving";
import { describe, test } from "vitest";
import { sampleModel } from "./testing/sample-models.ts";
import { workerCommand } from "./worker-command.ts";

const iris = sampleModel("sepal_length");
const options: WorkerOptions = { workers: 0, maxBatchRows: undefined, labels: undefined, json: "strict" };
const here = { gone: false };

const columns = '"columns":["sepal_length","sepal_width","petal_length","petal_width"]';
const rows = {
  setosa: "[5.1,3.5,1.4,0.2]",
  versicolor: "[6.7,3.1,4.4,1.4]",
  virginica: "[6.3,3.3,6.0,2.5]",
} as const;

function ask(
  body: string,
  contentType = "application/json",
  operation: EncodedRequest["operation"] = "invocations",
): EncodedRequest {
  return { operation, contentType, deadlineMs: Date.now() + 30_000, body: Buffer.from(body) };
}

function split(...data: readonly string[]): EncodedRequest {
  return ask(`{"dataframe_split":{${columns},"data":[${data.join()}]}}`);
}

/** The body of an answer, or the code of its error. */
async function textOf(answer: Promise<EncodedAnswer>): Promise<string> {
  try {
    return Buffer.from((await answer).body).toString();
  } catch (thrown) {
    return GatewayError.from(thrown).code;
  }
}

/** What every kind of worker must do. */
describe.for([
  ["a process", processWorkers(workerCommand(process.env)), 0],
  ["a process with a pool of threads", processWorkers(workerCommand(process.env)), 2],
  ["a thread of the gateway", threadWorkers(), 0],
] as const)("%s", ([, start, workers]) => {
  const started = (model = iris, events = silentEvents): Promise<WorkerModel> =>
    WorkerModel.start(
      model,
      {
        start,
        worker: { ...options, workers },
        replicas: 1,
        maxQueued: 1000,
        loadTimeoutMs: 30_000,
        events,
      },
      AbortSignal.timeout(30_000),
    );

  test("describes the model", async ({ expect }) => {
    await using model = await started();
    expect(model.description).toMatchObject({
      flavor: "sklearn",
      task: "table",
      predictOutput: "label",
      labels: ["setosa", "versicolor", "virginica"],
    });
  });

  test("answers requests that travel together each by itself", async ({ expect }) => {
    await using model = await started();
    const names = ["setosa", "versicolor", "virginica"] as const;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const name = names[index % 3] ?? "setosa";
        return textOf(model.answer(index % 7 === 6 ? ask("{") : split(rows[name]), here));
      }),
    );
    expect(answers).toEqual(
      Array.from({ length: 200 }, (_, index) =>
        index % 7 === 6 ? "invalid_request" : `{"predictions":["${names[index % 3]}"]}`,
      ),
    );
    expect(model.statistics().batches).toBeLessThan(100);
  });

  test("refuses what the model cannot take, and says why", async ({ expect }) => {
    await using model = await started();
    await expect(model.answer(split("[5.1,3.5,1.4,null]"), here)).rejects.toMatchObject({
      code: "model_error",
    });
    await expect(model.answer(ask("x", "text/plain"), here)).rejects.toMatchObject({
      code: "unsupported_media_type",
    });
  });

  test("says why it cannot load", async ({ expect }) => {
    const broken = { ...iris, directory: "/nowhere" };
    await expect(started(broken)).rejects.toMatchObject({
      code: "load_failed",
      message: expect.stringContaining("model.onnx"),
    });
  });

  test("warms up a model without an input example and complains of nothing", async ({ expect }) => {
    const complaints: string[] = [];
    const events = {
      ...silentEvents,
      workerLog: (...line: Parameters<ServingEvents["workerLog"]>) => void complaints.push(line[2]),
    };
    await using _ = await started(sampleModel("uint8"), events);
    expect(complaints).toEqual([]);
  });

  test("finishes what it has when it is told to end", async ({ expect }) => {
    const model = await started();
    const answers = Array.from({ length: 50 }, () => model.answer(split(rows.setosa), here));
    await Promise.all(answers);
    await model[Symbol.asyncDispose]();
    expect(model.statistics().pids).toEqual([]);
  });
});
