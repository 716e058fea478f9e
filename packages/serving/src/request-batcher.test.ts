import {
  GatewayError,
  type EncodedAnswer,
  type EncodedRequest,
  type Outcome,
  type WorkerAnswer,
} from "@switchyard/core";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "vitest";
import { CpuBudget } from "./cpu/cpu-budget.ts";
import { RequestBatcher } from "./request-batcher.ts";
import type { FrameWorker } from "./worker-lane.ts";

const here = { gone: false };
const limits = {
  maxQueuedBytes: 200_000,
  maxQueued: 8,
  framesInFlight: 2,
  maxFrameRequests: 4,
  maxFrameBytes: 1000,
  hungAfterMs: 20,
  cpu: new CpuBudget({ cores: 2 }),
  priority: 1,
};

const request = (text: string, timeoutMs = 60_000): EncodedRequest => ({
  operation: "invocations",
  contentType: "text/plain",
  deadlineMs: Date.now() + timeoutMs,
  body: Buffer.from(text),
});

test("sends together what came in one turn of the event loop, and what came while the worker was busy", async ({
  expect,
}) => {
  const worker = echoWorker();
  using batcher = new RequestBatcher(limits);
  batcher.open(worker);
  const first = ["a", "b"].map((text) => batcher.add(request(text), here));
  await turn();
  const later = ["c", "d", "e", "f"].map((text) => batcher.add(request(text), here));
  await turn();
  expect(worker.frames).toEqual(["ab", "cdef"]);
  const last = batcher.add(request("g"), here);
  await turn();
  expect(worker.frames).toEqual(["ab", "cdef"]);
  worker.free();
  await Promise.all([...first, ...later, last]);
  expect(worker.frames).toEqual(["ab", "cdef", "g"]);
});

test("sends a worker as many frames, and as large ones, as it says that it takes", async ({ expect }) => {
  const worker = { ...echoWorker(), takes: { inFlight: 3, maxRequests: 1 } };
  using batcher = new RequestBatcher(limits);
  batcher.open(worker);
  const answers = ["a", "b", "c", "d"].map((text) => batcher.add(request(text), here));
  await turn();
  expect(worker.frames).toEqual(["a", "b", "c"]);
  worker.free();
  await Promise.all(answers);
});

test("keeps requests until there is a worker, and shares them between workers", async ({ expect }) => {
  const workers = [echoWorker(), echoWorker()];
  using batcher = new RequestBatcher({ ...limits, framesInFlight: 1, maxFrameRequests: 1 });
  const answers = ["a", "b"].map((text) => batcher.add(request(text), here));
  for (const worker of workers) {
    worker.free();
    batcher.open(worker);
  }
  await Promise.all(answers);
  expect(workers.map(({ frames }) => frames)).toEqual([["a"], ["b"]]);
});

test("refuses what its queue cannot hold", async ({ expect }) => {
  using batcher = new RequestBatcher({ ...limits, maxQueued: 1 });
  const first = batcher.add(request("a"), here);
  await expect(batcher.add(request("b"), here)).rejects.toMatchObject({ code: "overloaded" });
  const worker = echoWorker();
  worker.free();
  batcher.open(worker);
  await first;
});

test("refuses bodies that together are too large to wait", async ({ expect }) => {
  using batcher = new RequestBatcher(limits);
  const large = "x".repeat(120_000);
  const first = batcher.add(request(large), here);
  await expect(batcher.add(request(large), here)).rejects.toMatchObject({ code: "overloaded" });
  const worker = echoWorker();
  worker.free();
  batcher.open(worker);
  await first;
});

test("never sends a request whose caller has gone", async ({ expect }) => {
  const worker = echoWorker();
  using batcher = new RequestBatcher({ ...limits, framesInFlight: 1 });
  batcher.open(worker);
  const caller = { gone: false };
  const first = batcher.add(request("a"), here);
  const lost = batcher.add(request("b"), caller);
  caller.gone = true;
  worker.free();
  await first;
  await expect(lost).rejects.toMatchObject({ code: "deadline_exceeded" });
  expect(worker.frames).toEqual(["a"]);
});

test("answers at the deadline, and ends a worker that hangs far beyond it", async ({ expect }) => {
  const worker = echoWorker();
  using batcher = new RequestBatcher(limits);
  batcher.open(worker);
  await expect(batcher.add(request("a", 20), here)).rejects.toMatchObject({ code: "deadline_exceeded" });
  await worker.killed;
});

test("refuses the request that kills two workers alone, and answers those that travelled with it", async ({
  expect,
}) => {
  const worker = echoWorker();
  using batcher = new RequestBatcher({ ...limits, framesInFlight: 1 });
  batcher.open(worker);
  const answers = ["a", "b", "deadly", "c"].map((text) => batcher.add(request(text), here));
  worker.free();
  const settled = await Promise.allSettled(answers);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(worker.frames).toEqual(["abdeadlyc", "a", "b", "deadly", "deadly", "c"]);
});

test("blames no request for the death of a worker that did not have it in hand", async ({ expect }) => {
  using batcher = new RequestBatcher({ ...limits, framesInFlight: 1 });
  const answer = batcher.add(request("a"), here);
  for (let deaths = 0; deaths < 10; deaths += 1) {
    const sent = Promise.withResolvers<never>();
    const dying: FrameWorker = { pid: 0, kill: () => undefined, send: () => sent.promise };
    batcher.open(dying);
    batcher.close(dying);
    sent.reject(new GatewayError("worker_died", "killed from outside"));
    await sent.promise.catch(() => undefined);
  }
  const worker = echoWorker();
  worker.free();
  batcher.open(worker);
  await expect(answer).resolves.toMatchObject({ contentType: "text/plain" });
});

test("says why there is no worker, until there is one", async ({ expect }) => {
  using batcher = new RequestBatcher(limits);
  const waiting = batcher.add(request("a"), here);
  batcher.suspend(new GatewayError("model_not_ready", "no files"));
  await expect(waiting).rejects.toMatchObject({ code: "model_not_ready" });
  await expect(batcher.add(request("b"), here)).rejects.toMatchObject({ message: "no files" });
  const worker = echoWorker();
  worker.free();
  batcher.open(worker);
  await expect(batcher.add(request("c"), here)).resolves.toMatchObject({ contentType: "text/plain" });
});

test("waits while as many other models run as there are cores", async ({ expect }) => {
  const cpu = new CpuBudget({ cores: 1, quantumMs: 60_000 });
  const workers = [echoWorker(), echoWorker()] as const;
  using one = new RequestBatcher({ ...limits, cpu });
  using other = new RequestBatcher({ ...limits, cpu });
  one.open(workers[0]);
  other.open(workers[1]);
  const answers = [one.add(request("a"), here), other.add(request("b"), here)];
  await turn();
  expect(workers.map(({ frames }) => frames)).toEqual([["a"], []]);
  for (const worker of workers) worker.free();
  await Promise.all(answers);
  expect(workers.map(({ frames }) => frames)).toEqual([["a"], ["b"]]);
});

test("lets others run while it has no worker", async ({ expect }) => {
  const cpu = new CpuBudget({ cores: 1, quantumMs: 60_000 });
  const worker = echoWorker();
  worker.free();
  using one = new RequestBatcher({ ...limits, cpu });
  using other = new RequestBatcher({ ...limits, cpu });
  other.open(worker);
  void one.add(request("a"), here);
  await expect(other.add(request("b"), here)).resolves.toMatchObject({ contentType: "text/plain" });
});

interface EchoWorker extends FrameWorker {
  readonly frames: string[];
  readonly killed: Promise<void>;
  free(): void;
}

/** Echoes each frame once freed; dies over a frame with `deadly` in it, and is at once a new worker. */
function echoWorker(): EchoWorker {
  const frames: string[] = [];
  const freed = Promise.withResolvers<void>();
  const killed = Promise.withResolvers<void>();
  return {
    pid: 0,
    frames,
    killed: killed.promise,
    free: freed.resolve,
    kill: killed.resolve,
    send: async (requests, onBegun) => {
      const text = Buffer.concat(requests.map(({ body }) => body)).toString();
      frames.push(text);
      await freed.promise;
      onBegun?.();
      if (text.includes("deadly")) throw new GatewayError("worker_died", "worker 1 ended");
      return {
        answers: requests.map(echo),
        work: { decodeMs: 0.5, encodeMs: 0.25, runRows: [requests.length] },
      };
    },
  };
}

function echo({ contentType, body }: EncodedRequest): Outcome<WorkerAnswer> {
  return { ok: true, value: { contentType, body, inferMs: 0 } satisfies Omit<EncodedAnswer, "queueMs"> };
}
