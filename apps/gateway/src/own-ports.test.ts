import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const directory = mkdtempSync(join(tmpdir(), "switchyard-ports-"));
let gateway: TestGateway;
const iris = { method: "POST", body: irisSplit, headers: { "content-type": "application/json" } };

function fileWith(port: number): string {
  const file = join(directory, `${port}.yaml`);
  writeFileSync(
    file,
    `models: { iris: { uri: "models:/iris@champion", port: ${port} }, topic: models:/topic-classification/2 }`,
  );
  return file;
}

beforeAll(async () => {
  gateway = await startTestGateway({ env: { SWITCHYARD_CONFIG: fileWith(0) } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

test("a model with a port answers there at the root, and below the gateway's", async () => {
  const own = gateway.modelUrl("iris");
  expect(own).not.toContain(gateway.baseUrl);
  for (const url of [`${own}/invocations`, `${gateway.baseUrl}/models/iris/invocations`]) {
    const response = await fetch(url, iris);
    expect(await response.json()).toEqual({ predictions: ["setosa"] });
  }
  expect(await (await fetch(`${own}/info`)).json()).toMatchObject({ model_name: "iris", status: "loaded" });
  expect((await fetch(`${own}/reload`, { method: "POST" })).status).toBe(200);
  const metrics = await (await fetch(`${own}/metrics`)).text();
  expect(metrics).toContain('model_requests_total{model="iris",version="2"} 2');
  expect(metrics).toContain('http_route="/invocations",http_request_method="POST"');
});

test.for([
  ["/models/topic/info", 404],
  ["/models/topic/reload", 404],
  ["/models/topic/invocations", 404],
  ["/models/iris/info", 200],
  ["/readyz", 200],
] as const)("its port knows no other model: %s is %i", async ([path, status]) => {
  const method = /reload|invocations/.test(path) ? "POST" : "GET";
  expect((await fetch(`${gateway.modelUrl("iris")}${path}`, { method })).status).toBe(status);
});

test("its port lists it alone", async () => {
  const listed = await (await fetch(`${gateway.modelUrl("iris")}/models`)).json();
  expect(listed).toMatchObject({ models: [{ name: "iris" }] });
  expect(listed).not.toMatchObject({ models: [{}, {}] });
});

test("a model's port that is taken ends the start, and says whose it is", async () => {
  await using other = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const start = startTestGateway({ env: { SWITCHYARD_CONFIG: fileWith(port) } });
  await expect(start).rejects.toThrow(
    `127.0.0.1:${port} is in use by another program; choose another with models.iris.port`,
  );
});
