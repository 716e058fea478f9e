import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { z } from "zod";
import { listenTo } from "./testing/event-listener.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";
import { startTrainingGateway, train } from "./testing/training-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  using directory = mkdtempDisposableSync(join(tmpdir(), "switchyard-events-"));
  const file = join(directory.path, "switchyard.yaml");
  writeFileSync(
    file,
    `models: { iris: { uri: "models:/iris@champion", port: 0 }, flowers: "models:/iris@champion" }`,
  );
  gateway = await startTestGateway({ env: { SWITCHYARD_CONFIG: file, SWITCHYARD_PROCESSES: "2" } });
});
afterAll(async () => await gateway[Symbol.asyncDispose]());

async function historyOf(name: string): Promise<unknown> {
  return await (await gateway.get(`/models/${name}/history`)).json();
}

const at = expect.stringMatching(/^\d{4}-.*Z$/);

test("the history of a model begins with its load", async () => {
  expect(await historyOf("flowers")).toEqual({
    events: [
      { at, kind: "switched", version: "2", alias: "champion", duration_ms: expect.any(Number) },
      { at, kind: "ready", version: "2", alias: "champion", duration_ms: expect.any(Number) },
      { at, kind: "loading", version: "2", alias: "champion" },
    ],
  });
});

test("a model that is not served has no history", async () => {
  expect((await gateway.get("/models/roses/history")).status).toBe(404);
});

test("who listens is told at once which models there are, as GET /models tells it", async () => {
  await using listener = await listenTo(gateway.baseUrl);
  expect(await listener.next("models")).toEqual(await (await gateway.get("/models")).json());
});

test("a switch, a failed load, a rollback and a dead worker are heard as they happen, and kept", async () => {
  await using listener = await listenTo(gateway.baseUrl);
  const heard = (event: object): Promise<unknown> =>
    listener.next("history", (data) => {
      try {
        expect(data).toMatchObject({ model: "iris", event });
        return true;
      } catch {
        return false;
      }
    });
  gateway.moveAlias("iris", "champion", "1");
  expect((await gateway.post("/models/iris/reload")).status).toBe(200);
  await heard({ kind: "switched", version: "1", from_version: "2", alias: "champion" });
  await listener.next("models", (data) => JSON.stringify(data).includes('"version":"1"'));
  expect((await gateway.post("/models/iris/rollback")).status).toBe(200);
  await heard({ kind: "rolled_back", version: "2", from_version: "1", reason: "rolled back by an operator" });
  await gateway.killWorker("iris");
  await heard({ kind: "restarted", version: "2" });
  gateway.moveAlias("iris", "champion", "9");
  expect((await gateway.post("/models/iris/reload")).status).toBe(502);
  await listener.next("models", (data) => JSON.stringify(data).includes('"failure":"'));
  expect(JSON.stringify(await historyOf("iris"))).toMatch(/restarted.*rolled_back.*switched.*loading/);
});

test("at a model's own port nothing is told of others", async () => {
  await using listener = await listenTo(gateway.modelUrl("iris"));
  expect(await listener.next("models")).toMatchObject({ models: [{ name: "iris" }] });
  await gateway.killWorker("flowers");
  await gateway.killWorker("iris");
  expect(await listener.next("history")).toMatchObject({ model: "iris" });
});

test("HEAD tells of the events and does not wait for them", async () => {
  const { status, headers } = await fetch(`${gateway.baseUrl}/events`, { method: "HEAD" });
  expect([status, headers.get("content-type")]).toEqual([200, expect.stringContaining("text/event-stream")]);
});

test("64 may listen, and whoever leaves makes room", async () => {
  const listeners = await Promise.all(Array.from({ length: 64 }, () => listenTo(gateway.baseUrl)));
  const refused = await gateway.get("/events");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  await Promise.all(listeners.map((each) => each[Symbol.asyncDispose]()));
  await expect.poll(async () => await canListen()).toBe(true);
});

async function canListen(): Promise<boolean> {
  try {
    await using listener = await listenTo(gateway.baseUrl);
    return (await listener.next("models")) !== undefined;
  } catch {
    return false;
  }
}

test("with tokens only who has one listens", async () => {
  await using guarded = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@champion", SWITCHYARD_API_TOKENS: "secret" },
  });
  for (const path of ["/events", "/models/iris/history"]) expect((await guarded.get(path)).status).toBe(401);
});

function hasSucceeded(data: unknown): boolean {
  return JSON.stringify(data).includes('"status":"succeeded"');
}

test("those who listen hear of training, and do not keep the gateway from stopping", async () => {
  const training = await startTrainingGateway();
  await using listener = await listenTo(training.baseUrl);
  const { job_id: id } = await train(training);
  const job = { job_id: id, status: "succeeded" };
  expect(await listener.next("training", hasSucceeded)).toMatchObject({ model: "iris", job });
  const startMs = performance.now();
  await Promise.all([training[Symbol.asyncDispose](), listener.ended()]);
  expect(performance.now() - startMs).toBeLessThan(4000);
});

const answered = z.object({
  latency: z.array(z.object({ le_ms: z.number().nullable(), count: z.number() })),
});

function isBusy(data: unknown): boolean {
  return /"flowers":{"requests_per_second":[1-9]/.test(JSON.stringify(data));
}

test("what a model does is told every second, and answered with all that it did", async () => {
  await using listener = await listenTo(gateway.baseUrl);
  const idle = { requests_per_second: expect.any(Number), queued: 0, in_flight: 0, workers: 1 };
  expect(await listener.next("statistics")).toMatchObject({ at, models: { iris: idle, flowers: idle } });
  for (let count = 0; count < 20; count += 1)
    expect((await gateway.post("/models/flowers/invocations", irisSplit)).status).toBe(200);
  expect((await gateway.post("/models/flowers/invocations", "{}")).status).toBe(400);
  expect(await listener.next("statistics", isBusy)).toMatchObject({
    models: {
      flowers: {
        p50_ms: expect.any(Number),
        p99_ms: expect.any(Number),
        errors_per_second: expect.any(Number),
      },
    },
  });
  const statistics: unknown = await (await gateway.get("/models/flowers/statistics")).json();
  expect(statistics).toMatchObject({
    model: "flowers",
    since: at,
    totals: { requests: 21, failures: { bad_request: 1, model: 0 }, rows: 20 },
    current: { rows_per_run: expect.any(Number), restarts: expect.any(Number) },
    run_rows: expect.arrayContaining([
      { rows: 1, count: expect.any(Number) },
      { rows: null, count: 0 },
    ]),
  });
  const { latency } = answered.parse(statistics);
  expect(latency.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  expect(latency.at(-1)).toEqual({ le_ms: null, count: 0 });
});

test("of a model that could not be loaded everything is nought or unknown", async () => {
  await using failing = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@nobody" } });
  expect(await (await failing.get("/models/iris/statistics")).json()).toMatchObject({
    since: null,
    totals: { requests: 0, failures: { rejected: 0 } },
    current: { requests_per_second: 0, p50_ms: null, memory_bytes: null, workers: 0 },
  });
});
