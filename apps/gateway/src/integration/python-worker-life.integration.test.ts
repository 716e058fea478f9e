import { FrameSplitter, packFrame, type Frame, type StartWorker, type WorkerHost } from "@switchyard/core";
import { afterAll, test } from "vitest";
import { requestOf } from "../testing/iris-requests.ts";
import { startModel, valueOf } from "../testing/worker-conformance.ts";
import { PythonModels, pythonWorkers } from "./python-worker-models.ts";

const start: StartWorker = await pythonWorkers();
const models: PythonModels = await PythonModels.write();
const here = { gone: false };

afterAll(() => models[Symbol.dispose]());

const doing = (what: string): string => `{"dataframe_split":{"columns":["do"],"data":[["${what}"]]}}`;

/** Frames that a worker sends, up to one of the given kind. */
async function until({ link }: WorkerHost, kind: Frame["kind"]): Promise<readonly Frame[]> {
  const splitter = new FrameSplitter();
  const frames: Frame[] = [];
  for await (const piece of link.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) continue;
    frames.push(...splitter.push(piece));
    if (frames.some((frame) => frame.kind === kind)) return frames;
  }
  throw new Error("the worker has ended");
}

test.for([
  ["in a thread of the request's own", undefined],
  ["in the thread that reads", 64],
] as const)("ends with its gateway, though its model runs %s", async ([, maxBatchRows], { expect }) => {
  const { directory, manifest } = models.fetched("odd");
  const options = { workers: 0, maxBatchRows, labels: undefined, json: "strict" } as const;
  const worker = start();
  worker.link.write(
    packFrame({ kind: "load", directory, manifest, served: { name: "m", version: "1" }, options }),
  );
  const frames = await until(worker, "ready");
  expect(frames.at(-1)).toMatchObject({
    frames: maxBatchRows === undefined ? { inFlight: 32, maxRequests: 1 } : { inFlight: 2, maxRequests: 64 },
  });
  const requests = [requestOf(doing("hang"))];
  worker.link.write(packFrame({ kind: "batch", id: 1, announce: true, requests }));
  await until(worker, "begun");
  worker.link.destroy();
  await worker.exited;
});

test("answers what it has when it is told to end, then ends", async ({ expect }) => {
  const model = await startModel(models.fetched("odd"), start);
  const answers = Array.from({ length: 8 }, () => valueOf(model.answer(requestOf(doing("sleep")), here)));
  // All of them have left once the batcher has had its turn.
  await expect.poll(() => model.statistics().inFlight).toBe(8);
  await model[Symbol.asyncDispose]();
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 8 }, () => ({ predictions: null })));
});

test.for(["SIGINT", "SIGTERM"] as const)(
  "lives on after a %s that was meant for all",
  async (signal, { expect }) => {
    await using model = await startModel(models.fetched("odd"), start);
    for (const pid of model.statistics().pids) process.kill(pid, signal);
    expect(await valueOf(model.answer(requestOf(doing("echo")), here))).toEqual({ predictions: "echo" });
    expect(model.statistics().restarts).toBe(0);
  },
);
