import { once } from "node:events";
import { request } from "node:http";
import { test, type ExpectStatic } from "vitest";
import {
  jobOf,
  jobsOf,
  startTrainingGateway,
  train,
  watchProcesses,
  type Watch,
} from "./testing/training-gateway.ts";

/** Parameters of a command that does not end by itself. */
const hanging = ({ port }: Watch, hang = "until asked"): unknown => ({ hang, port });

async function untilBothRun(watch: Watch, expect: ExpectStatic): Promise<void> {
  await expect.poll(watch.alive, { timeout: 10_000 }).toBe(2);
}

test("one job a model, one model at a time, and the next when it has ended", async ({ expect }) => {
  await using watch = await watchProcesses();
  await using gateway = await startTrainingGateway({ iris: {}, flowers: {} });
  const first = await train(gateway, hanging(watch));
  const second = await train(gateway, {}, "flowers");
  expect([first.status, second.status]).toEqual(["running", "queued"]);
  const isBusy = [
    ["iris", "running"],
    ["flowers", "queued"],
  ] as const;
  for (const [model, status] of isBusy) {
    const response = await gateway.post(`/models/${model}/train`);
    expect(response.status).toBe(409);
    const message = expect.stringContaining(`${model} has a job that is ${status}`);
    expect(await response.json()).toMatchObject({ message });
  }
  await gateway.post(`/models/iris/train/${first.job_id}/cancel`);
  const last = await gateway.get(`/models/flowers/train/${second.job_id}`, { accept: "text/event-stream" });
  expect(await last.text()).toContain('"status":"succeeded"');
});

test("a job that waits is cancelled without having begun", async ({ expect }) => {
  await using watch = await watchProcesses();
  await using gateway = await startTrainingGateway({ iris: {}, flowers: {} });
  await train(gateway, hanging(watch));
  const { job_id: id } = await train(gateway, {}, "flowers");
  const response = await fetch(`${gateway.baseUrl}/models/flowers/train/${id}`, { method: "DELETE" });
  expect(await response.json()).toMatchObject({ status: "cancelled", started_at: null });
});

test.for(["until asked", "deaf"])(
  "cancelling ends all processes of a command that hangs (%s), and is answered then",
  async (hang, { expect }) => {
    await using watch = await watchProcesses();
    await using gateway = await startTrainingGateway();
    const { job_id: id } = await train(gateway, hanging(watch, hang));
    await untilBothRun(watch, expect);
    const response = await fetch(`${gateway.baseUrl}/models/iris/train/${id}`, { method: "DELETE" });
    expect(await response.json()).toMatchObject({ status: "cancelled", error: "cancelled by a request" });
    await expect.poll(watch.alive).toBe(0);
  },
);

test("a job that takes longer than it may is ended and has failed", async ({ expect }) => {
  await using watch = await watchProcesses();
  await using gateway = await startTrainingGateway({ iris: { timeLimitMs: 300 } });
  const response = await gateway.post("/models/iris/train?wait=true", JSON.stringify(hanging(watch)));
  expect(response.status).toBe(502);
  const error = expect.stringContaining("longer than its timeLimitMs of 300");
  expect(await response.json()).toMatchObject({ job: { status: "failed", error } });
  await expect.poll(watch.alive).toBe(0);
});

test("the gateway stops when its job's processes have ended", async ({ expect }) => {
  await using watch = await watchProcesses();
  {
    await using gateway = await startTrainingGateway();
    await train(gateway, hanging(watch));
    await untilBothRun(watch, expect);
  }
  await expect.poll(watch.alive).toBe(0);
});

test("who waits no longer than it takes is told of the job as it is", async ({ expect }) => {
  await using watch = await watchProcesses();
  await using gateway = await startTrainingGateway();
  const headers = { "content-type": "application/json", "x-request-timeout": "100" };
  const response = await gateway.post(
    "/models/iris/train?wait=true",
    JSON.stringify(hanging(watch)),
    headers,
  );
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ status: "running" });
});

test("followers are bounded, and one that goes away leaves its place and the job", async ({ expect }) => {
  await using watch = await watchProcesses();
  await using gateway = await startTrainingGateway();
  const { job_id: id } = await train(gateway, hanging(watch));
  const follow = async (): Promise<{ readonly status: number | undefined; readonly leave: () => void }> => {
    const url = `${gateway.baseUrl}/models/iris/train/${id}`;
    const following = request(url, { headers: { accept: "text/event-stream" } }).end();
    const [{ statusCode: status }] = await once(following, "response");
    return { status, leave: () => following.destroy() };
  };
  const followers = await Promise.all(Array.from({ length: 100 }, follow));
  expect(new Set(followers.map(({ status }) => status))).toEqual(new Set([200]));
  const refused = await follow();
  expect(refused.status).toBe(429);
  for (const each of [...followers, refused]) each.leave();
  const again = async (): Promise<number | undefined> => {
    const { status, leave } = await follow();
    leave();
    return status;
  };
  await expect.poll(again).toBe(200);
  expect((await jobOf(await gateway.get(`/models/iris/train/${id}`))).status).toBe("running");
});

test("a model with a schedule is trained by itself", async ({ expect }) => {
  await using gateway = await startTrainingGateway({ iris: { retrain: { cron: "* * * * * *" } } });
  const count = async (): Promise<number> =>
    (await jobsOf(gateway)).filter(({ status }) => status === "succeeded").length;
  await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(1);
});

test("starting and cancelling need the admin token, and looking does not", async ({ expect }) => {
  await using gateway = await startTrainingGateway(undefined, { env: { SWITCHYARD_ADMIN_TOKEN: "secret" } });
  expect((await gateway.post("/models/iris/train")).status).toBe(401);
  expect((await gateway.post("/models/iris/train/any/cancel")).status).toBe(401);
  expect((await gateway.get("/models/iris/train")).status).toBe(200);
  const response = await gateway.post("/models/iris/train", "", { authorization: "Bearer secret" });
  expect(response.status).toBe(202);
});

test("a server of one model has the same at its root", async ({ expect }) => {
  await using gateway = await startTrainingGateway(undefined, { root: "iris" });
  const started = await gateway.post("/train", "{}");
  expect(started.status).toBe(202);
  const place = started.headers.get("location") ?? "";
  expect(place).toMatch(/^\/train\/[\w-]+$/);
  await expect.poll(async () => (await jobOf(await gateway.get(place))).status).toBe("succeeded");
  expect((await gateway.get("/train")).status).toBe(200);
  expect((await gateway.post(`${place}/cancel`)).status).toBe(200);
  expect((await fetch(`${gateway.baseUrl}${place}`, { method: "DELETE" })).status).toBe(200);
  expect((await fetch(`${gateway.baseUrl}/train`, { method: "DELETE" })).status).toBe(405);
  expect(await (await gateway.get("/openapi.json")).json()).toHaveProperty(["paths", "/train", "post"]);
});
