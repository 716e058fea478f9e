import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import type { TestGateway } from "./testing/test-gateway.ts";
import { jobOf, jobsOf, startTrainingGateway, train } from "./testing/training-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTrainingGateway({
    iris: {},
    flowers: { promote: "champion" },
    roses: false,
    lost: { command: ["/nowhere/train"] },
    placeless: { directory: "/nowhere" },
  });
});
afterAll(async () => await gateway[Symbol.asyncDispose]());

async function statusOf(path: string): Promise<string> {
  return (await jobOf(await gateway.get(path))).status;
}

test("a job is answered at once with the place where it is found, and ends with what its command said", async ({
  expect,
}) => {
  const say = ["no report", '{"run_id": "r1"}', '{"version": 7}'];
  const response = await gateway.post("/models/iris/train", JSON.stringify({ steps: 2, say }));
  expect(response.status).toBe(202);
  const { job_id: id } = await jobOf(response);
  const place = `/models/iris/train/${id}`;
  expect(response.headers.get("location")).toBe(place);
  await expect.poll(() => statusOf(place)).toBe("succeeded");
  expect(await (await gateway.get(place)).json()).toMatchObject({
    job_id: id,
    model: "iris",
    parameters: { steps: 2, say },
    progress: 1,
    message: "version 7 is registered; 2 serves",
    metrics: { loss: 0.5 },
    history: [
      { step: 1, metrics: { loss: 1 } },
      { step: 2, metrics: { loss: 0.5 } },
    ],
    model_name: "iris",
    version: "7",
    run_id: "r1",
    error: null,
    promotion: null,
    ended_at: expect.stringMatching(/^\d{4}-/),
  });
});

test("with wait=true the answer comes when the job has ended, with the schema's defaults filled in", async ({
  expect,
}) => {
  const response = await gateway.post("/models/iris/train?wait=true");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    status: "succeeded",
    parameters: { steps: 3 },
    version: null,
  });
});

test("a job that fails is 502 to who waits, with the last that its command complained of", async ({
  expect,
}) => {
  const response = await gateway.post("/models/iris/train?wait=true", '{"code": 3}');
  expect(response.status).toBe(502);
  const error = expect.stringMatching(/node ended with exit code 3: ValueError: that is no number of trees$/);
  expect(await response.json()).toMatchObject({
    error_code: "INTERNAL_ERROR",
    message: error,
    job: { status: "failed", error },
  });
});

test.for([
  ["lost", "/nowhere/train cannot be started: there is no such program"],
  ["placeless", "cannot be started in /nowhere: there is no such"],
] as const)(
  "a command that is not there fails the jobs of %s with: %s",
  async ([model, error], { expect }) => {
    const response = await gateway.post(`/models/${model}/train?wait=true`);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ job: { error: expect.stringContaining(error) } });
  },
);

test("lists the latest jobs, the newest first, and keeps 20", async ({ expect }) => {
  const ids: string[] = [];
  for (let count = 0; count < 21; count += 1)
    ids.unshift((await jobOf(await gateway.post("/models/iris/train?wait=true"))).job_id);
  const listed = await jobsOf(gateway);
  expect(listed.map(({ job_id: id }) => id)).toEqual(ids.slice(0, 20));
  expect((await gateway.get(`/models/iris/train/${ids.at(-1)}`)).status).toBe(404);
});

test.for([
  ['{"steps": "many"}', 'steps: expected an integer, found "many"'],
  ['{"steps": -1}', "steps: expected at least 0, found -1"],
  ['{"trees": 3}', "trees: no such parameter, known are steps, say, code, hang, port"],
  ["[]", "body: expected a JSON object"],
  ["{", "body: expected JSON"],
] as const)("%s is refused: %s", async ([body, message], { expect }) => {
  const response = await gateway.post("/models/iris/train", body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
});

test.for([
  ["POST", "/models/roses/train", 404, "set models.roses.train.command"],
  ["GET", "/models/roses/train", 404, "set models.roses.train.command"],
  ["POST", "/models/tulips/train", 404, "tulips"],
  ["GET", "/models/iris/train/none", 404, "iris has no job none"],
  ["DELETE", "/models/iris/train/none", 404, "iris has no job none"],
  ["POST", "/models/iris/train?wait=yes", 400, "wait: expected true or false"],
] as const)("%s %s is %i", async ([method, path, status, message], { expect }) => {
  const response = await fetch(`${gateway.baseUrl}${path}`, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
});

test("a body that a page of another origin could send unasked is not read", async ({ expect }) => {
  const response = await gateway.post("/models/iris/train", "{}", { "content-type": "text/plain" });
  expect(response.status).toBe(415);
});

test("a body that is larger than parameters are is refused", async ({ expect }) => {
  const response = await gateway.post("/models/iris/train", " ".repeat(1024 * 1024 + 1));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ message: "body: larger than 1048576 bytes" });
});

test("a version of a registry that is only read is not promoted, and the job says why", async ({
  expect,
}) => {
  const body = JSON.stringify({ say: ['{"version": 1}'] });
  const response = await gateway.post("/models/flowers/train?wait=true", body);
  expect(await response.json()).toMatchObject({
    status: "succeeded",
    promotion: { alias: "champion", status: "refused", reason: expect.stringContaining("only read") },
  });
});

test("a version of another model is not promoted", async ({ expect }) => {
  const say = ['{"model_name": "topic-classification", "version": 1}'];
  const response = await gateway.post("/models/flowers/train?wait=true", JSON.stringify({ say }));
  expect(await response.json()).toMatchObject({
    promotion: { reason: "the command registered a version of topic-classification, and flowers is iris" },
  });
});

test("its events come as they happen, those of the past first, and end with the job", async ({ expect }) => {
  const { job_id: id } = await train(gateway, { steps: 2 });
  const headers = { accept: "text/event-stream" };
  const live = await gateway.get(`/models/iris/train/${id}`, headers);
  expect(live.headers.get("content-type")).toBe("text/event-stream");
  const events = await live.text();
  const kinds = ["progress", "progress", "progress", "metrics", "progress", "metrics", "end"];
  expect([...events.matchAll(/^event: (.*)$/gm)].map(([, kind]) => kind)).toEqual(kinds);
  expect(events).toContain('data: {"status":"queued","progress":null,"message":null}\n\n');
  expect(events).toContain('data: {"step":2,"metrics":{"loss":0.5}}\n\n');
  expect(await (await gateway.get(`/models/iris/train/${id}`, headers)).text()).toBe(events);
});

const documented = z.object({ paths: z.record(z.string(), z.unknown()) });

test("the document has the paths and parameters of those that can be trained, and of no others", async ({
  expect,
}) => {
  const { paths } = documented.parse(await (await gateway.get("/openapi.json")).json());
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(["/models/flowers/train", "/models/iris/train", "/models/iris/train/{job}"]),
  );
  expect(paths).not.toHaveProperty("/models/roses/train");
  const content = { "application/json": { schema: { properties: { steps: { default: 3 } } } } };
  expect(paths["/models/iris/train"]).toMatchObject({ post: { requestBody: { content } } });
});

test.for([
  ["iris", { parameters: { properties: { steps: { default: 3 } } } }],
  ["roses", undefined],
] as const)("%s tells whether it can be trained, and with what", async ([model, training], { expect }) => {
  const described = await (await gateway.get(`/models/${model}`)).json();
  if (training) expect(described).toMatchObject({ training });
  else expect(described).not.toHaveProperty("training");
});
