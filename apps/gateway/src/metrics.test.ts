import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const champion = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };

const linesOf = async (gateway: TestGateway): Promise<readonly string[]> =>
  (await (await gateway.get("/metrics")).text()).split("\n");

test("tells of each version what callers asked, and of models that nobody serves nothing", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: champion });
  for (const body of [irisSplit, irisSplit, "{"]) await gateway.post("/models/iris/invocations", body);
  await gateway.post("/models/nothing/invocations", irisSplit);
  const { headers } = await gateway.get("/metrics");
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = await linesOf(gateway);
  expect(lines.filter((line) => line.includes("nothing"))).toEqual([]);
  for (const line of [
    'model_requests_total{model="iris",version="2"} 3',
    'model_request_failures_total{model="iris",version="2",reason="bad_request"} 1',
    'model_request_duration_seconds_count{model="iris",version="2"} 2',
    'model_stage_duration_seconds_count{model="iris",version="2",stage="encode"} 2',
    'model_workers{model="iris",version="2"} 1',
    'nv_inference_request_success{model="iris",version="2"} 2',
    'nv_inference_request_failure{model="iris",version="2",reason="OTHER"} 1',
    'nv_inference_count{model="iris",version="2"} 2',
    "http_server_active_requests 1",
  ])
    expect(lines).toContain(line);
});

test("a model that cannot be loaded is not ready, and its requests are rejected", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris/99" } });
  await gateway.post("/models/iris/invocations", irisSplit);
  const lines = await linesOf(gateway);
  expect(lines).toContain('model_ready{model="iris"} 0');
  expect(lines).toContain('model_request_failures_total{model="iris",version="",reason="rejected"} 1');
});

test("a model at rest is told like any other, without workers", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...champion, SWITCHYARD_MEMORY_MAX_BYTES: "1" } });
  await expect.poll(() => linesOf(gateway)).toContain('model_resting{model="iris",version="2"} 1');
  const lines = await linesOf(gateway);
  expect(lines).toContain('model_ready{model="iris"} 1');
  expect(lines).toContain('model_workers{model="iris",version="2"} 0');
  expect(lines).toContain('model_requests_total{model="iris",version="2"} 0');
  expect(lines).toContain("worker_memory_limit_bytes 1");
  expect(lines.filter((line) => line.startsWith("worker_rss_bytes"))).toEqual([]);
});

test("tells of the version that serves now, counts its switch, and a worker that died", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: champion });
  gateway.moveAlias("iris", "champion", "1");
  await gateway.post("/models/iris/reload");
  await gateway.killWorker("iris");
  const drained = 'model_swap_duration_seconds_count{phase="drain"} 1';
  await expect.poll(() => linesOf(gateway)).toContain(drained);
  const lines = await linesOf(gateway);
  expect(lines.filter((line) => line.startsWith("model_requests_total"))).toEqual([
    'model_requests_total{model="iris",version="1"} 0',
  ]);
  expect(lines).toContain('model_swap_total{model="iris",result="switched"} 1');
  expect(lines).toContain('worker_restarts_total{model="iris",reason="died"} 1');
});
