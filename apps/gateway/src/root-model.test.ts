import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { irisRow, irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const dog = readFileSync(join(import.meta.dirname, "../../../examples/images/dog.jpg"));
const iris = { SWITCHYARD_MODELS: "iris=models:/iris@champion,topic=models:/topic-classification/2" };

/** The hot path and Express answer alike: one suite runs over both. */
describe.for([
  ["the hot path", true],
  ["Express", false],
] as const)("a model at the root: %s", ([, hotPath]) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ hotPath, root: "iris", env: iris });
  });
  afterAll(async () => await gateway[Symbol.asyncDispose]());

  test.for([
    ["/invocations", irisSplit, { predictions: ["setosa"] }],
    ["/invocations?x=1", irisSplit, { predictions: ["setosa"] }],
    ["/predict", JSON.stringify(irisRow), { label: "setosa" }],
    ["/models/iris/invocations", irisSplit, { predictions: ["setosa"] }],
    ["/models/topic/predict", '{"text":"Striker scores twice"}', { label: "sports" }],
    ["/reload", "", { status: "success", version_changed: false }],
    ["/reload?wait=false", "", { status: "accepted" }],
    ["/invocations", "{", { error_code: "BAD_REQUEST" }],
    ["/rollback", "", { error_code: "RESOURCE_CONFLICT", serving_version: "v2" }],
  ] as const)("POST %s %s", async ([path, body, expected]) => {
    expect(await (await gateway.post(path, body)).json()).toMatchObject(expected);
  });

  test("says which model and version answered", async () => {
    const { headers } = await gateway.post("/invocations", irisSplit);
    expect(headers.get("x-model-name")).toBe("iris");
    expect(headers.get("x-model-alias")).toBe("champion");
  });

  test("reads a body in gzip", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const response = await gateway.post("/invocations", Uint8Array.from(gzipSync(irisSplit)), headers);
    expect(await response.json()).toEqual({ predictions: ["setosa"] });
  });

  test.for([
    ["/ping", "\n"],
    ["/version", "0.1.0"],
  ] as const)("GET and HEAD %s are MLflow's", async ([path, body]) => {
    const response = await gateway.get(path);
    expect(await response.text()).toBe(body);
    expect(response.headers.get("content-type")).toBe("application/json");
    const head = await fetch(`${gateway.baseUrl}${path}`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
  });

  test.for([
    [
      "/health",
      {
        status: "healthy",
        model_name: "iris",
        model_uri: "models:/iris@champion",
        device: "cpu",
        labels: ["setosa", "versicolor", "virginica"],
        tracking_uri: expect.stringMatching(/^sqlite:/),
        registry: "current",
      },
    ],
    ["/info", { model_name: "iris", metadata: { version: "2", stage: "Production" }, status: "loaded" }],
    ["/models/iris/health", { status: "healthy" }],
    ["/readyz", { status: "ready" }],
    ["/openapi.json", { paths: { "/invocations": { post: {} }, "/info": { get: {} } } }],
  ] as const)("GET %s", async ([path, expected]) => {
    const response = await gateway.get(path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
  });

  test.for([
    ["POST", "/ping", "GET, HEAD"],
    ["PUT", "/health", "GET, HEAD"],
    ["DELETE", "/version", "GET, HEAD"],
    ["OPTIONS", "/version", "GET, HEAD"],
    ["POST", "/info", "GET, HEAD"],
    ["GET", "/reload", "POST"],
    ["GET", "/invocations", "POST"],
    ["HEAD", "/invocations", "POST"],
    ["PUT", "/predict", "POST"],
  ] as const)("%s %s is not allowed", async ([method, path, allow]) => {
    const response = await fetch(`${gateway.baseUrl}${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
  });

  test.for(["/ping/", "/invocations/", "/predict/?x=1", "/reload/"])(
    "%s is sent on to the path without a slash",
    async (path) => {
      const response = await fetch(`${gateway.baseUrl}${path}`, {
        method: path === "/ping/" ? "GET" : "POST",
        redirect: "manual",
      });
      expect(response.status).toBe(307);
      expect(response.headers.get("location")).toBe(path.replace(/\/(?=$|\?)/, ""));
    },
  );

  test("a client that goes where it is sent is answered", async () => {
    expect(await (await gateway.post("/invocations/", irisSplit)).json()).toEqual({
      predictions: ["setosa"],
    });
  });

  test.for(["/nowhere", "/invocations/x", "//invocations", "/models/nope"])(
    "%s is not found",
    async (path) => {
      expect(await statusOf(`${gateway.baseUrl}${path}`)).toBe(404);
    },
  );
});

test("a picture is uploaded to the root's own path", async () => {
  await using gateway = await startTestGateway({
    root: "catdog",
    env: { SWITCHYARD_MODELS: "catdog=models:/catdog@champion" },
  });
  const form = new FormData();
  form.append("file", new Blob([dog]), "dog.jpg");
  expect(await (await gateway.post("/predict", form)).json()).toMatchObject({ label: "dog" });
  form.append("image_file", new Blob([dog]), "Hund ü.jpg");
  expect(await (await gateway.post("/api/v1/model/predict", form)).json()).toEqual({
    data: [
      { image_filename: "dog.jpg", prediction: "dog" },
      { image_filename: "Hund ü.jpg", prediction: "dog" },
    ],
  });
  const bare = await gateway.post("/api/v1/model/predict", "{}");
  expect(bare.status).toBe(415);
  expect(await bare.json()).toMatchObject({ message: expect.stringContaining("image_file") });
});

test("without a model at the root its paths are none", async () => {
  await using gateway = await startTestGateway({ env: iris });
  for (const path of ["/invocations", "/predict", "/reload"])
    expect((await gateway.post(path, irisSplit)).status).toBe(404);
  expect(await (await gateway.get("/health")).json()).toMatchObject({ models: { iris: {} } });
});

test("a model that cannot be loaded is 503, and the answers say why; one that can be is 200 at once", async () => {
  await using gateway = await startTestGateway({
    root: "iris",
    env: { SWITCHYARD_MODELS: "iris=models:/iris@next" },
  });
  const statuses = async (): Promise<readonly number[]> => [
    (await gateway.get("/ping")).status,
    (await gateway.get("/health")).status,
    (await gateway.post("/invocations", irisSplit)).status,
  ];
  expect(await statuses()).toEqual([503, 503, 503]);
  expect(await (await gateway.get("/health")).json()).toMatchObject({
    status: "unhealthy",
    reason: expect.stringContaining("no alias next"),
    tracking_uri: expect.stringMatching(/^sqlite:/),
  });
  expect((await gateway.get("/info")).status).toBe(200);
  gateway.moveAlias("iris", "next", "1");
  expect((await gateway.post("/reload")).status).toBe(200);
  expect(await statuses()).toEqual([200, 200, 200]);
});

test("a request that takes longer than is allowed is 504, unless it says how long it may take", async () => {
  await using gateway = await startTestGateway({
    root: "catdog",
    env: { SWITCHYARD_MODELS: "catdog=models:/catdog@champion", SWITCHYARD_REQUEST_TIMEOUT_MS: "1" },
  });
  const picture = Uint8Array.from(dog);
  const late = await gateway.post("/predict", picture, { "content-type": "image/jpeg" });
  expect(late.status).toBe(504);
  expect(await late.json()).toMatchObject({ error_code: "DEADLINE_EXCEEDED" });
  const patient = { "content-type": "image/jpeg", "x-request-timeout": "60000" };
  expect((await gateway.post("/predict", picture, patient)).status).toBe(200);
});

/** Of a path as it is; `fetch` would tidy it up. */
async function statusOf(url: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const { origin, host } = new URL(url);
  request({ host: host.split(":")[0], port: host.split(":")[1], path: url.slice(origin.length) })
    .on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    })
    .on("error", reject)
    .end();
  return await promise;
}
