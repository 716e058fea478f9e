import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { infer } from "./testing/open-inference.ts";
import { sampleRegistry } from "./testing/sample-models.ts";
import { startTestGateway, type TestGateway, type TestGatewayOptions } from "./testing/test-gateway.ts";
import {
  startTraceReceiver,
  type ReceivedSpan,
  type ReceiverKind,
  type TraceReceiver,
} from "./testing/trace-receiver.ts";

const iris = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };
const [traceId, callerSpan] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
const [server, internal] = [2, 1];

/** What a gateway's requests have left at a receiver once it has ended. */
async function traced(
  ask: (gateway: TestGateway) => Promise<unknown>,
  { env = {}, ...options }: TestGatewayOptions = {},
): Promise<TraceReceiver["spans"]> {
  await using receiver = await startTraceReceiver();
  {
    const environment = { ...process.env, ...receiver.env, ...env };
    await using gateway = await startTestGateway({
      ...options,
      environment,
      env: { ...iris, ...receiver.env, ...env },
    });
    await ask(gateway);
  }
  expect(receiver.requests.map(({ url }) => url)).toContain("/v1/traces");
  expect(receiver.resources[0]).toMatchObject({ "service.name": "switchyard" });
  return receiver.spans;
}

function only(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const [found, ...others] = spans.filter((span) => span.name === name);
  if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} spans called ${name}`);
  return found;
}

const sent = {
  "content-type": "application/json",
  "x-request-id": "mine",
  traceparent: `00-${traceId}-${callerSpan}-01`,
  tracestate: "vendor=1",
};

test.for([
  ["the fast lane", {}],
  ["Express", { hotPath: false }],
  ["fronts", { env: { SWITCHYARD_PROCESSES: "2" } }],
] as const)("a request's way is recorded in its caller's trace: %s", async ([, options]) => {
  const spans = await traced(async (gateway) => {
    const answer = await gateway.post("/models/iris/invocations?x=1", irisSplit, sent);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("traceresponse")).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  }, options);
  const request = only(spans, "POST /models/{name}/invocations");
  expect(request).toMatchObject({
    traceId,
    parentSpanId: callerSpan,
    traceState: "vendor=1",
    kind: server,
    status: { code: 0 },
    attributes: {
      "http.request.method": "POST",
      "http.route": "/models/{name}/invocations",
      "http.response.status_code": 200,
      "url.path": "/models/iris/invocations",
      model_name: "iris",
      model_version: "2",
      request_id: "mine",
    },
  });
  const children = ["queue", "infer", "batch"].map((name) => only(spans, name));
  for (const child of children)
    expect(child).toMatchObject({ traceId, parentSpanId: request.spanId, kind: internal });
  const [queue, run, batch] = children;
  expect(batch?.links).toEqual([{ traceId, spanId: request.spanId }]);
  expect(run?.links).toEqual([{ traceId, spanId: batch?.spanId }]);
  expect(queue?.endTimeUnixNano).toBe(batch?.startTimeUnixNano);
  for (const { startTimeUnixNano: start, endTimeUnixNano: end } of children) {
    expect(start).toBeGreaterThanOrEqual(request.startTimeUnixNano);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(request.endTimeUnixNano);
  }
});

test("the files of an upload, and tensors, have their ways in the trace of their request", async () => {
  const spans = await traced(
    async (gateway) => {
      const form = new FormData();
      for (const name of ["cat.jpg", "dog.jpg"])
        form.append("file", new Blob([await readFile(join(sampleRegistry, "../images", name))]), name);
      expect((await gateway.post("/models/catdog/predict", form)).status).toBe(200);
      const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
      const inputs = columns.map((name) => ({ name, datatype: "FP64", shape: [1], data: [1] }));
      expect((await infer(gateway, "iris", { json: { inputs } })).status).toBe(200);
    },
    { env: { SWITCHYARD_MODELS: "iris=models:/iris@champion,catdog=models:/catdog@champion" } },
  );
  const stepsBelow = (name: string): readonly string[] => {
    const { spanId } = only(spans, name);
    const below = spans.filter(({ parentSpanId }) => parentSpanId === spanId);
    return below.map((span) => span.name).filter((each) => each !== "batch");
  };
  expect(stepsBelow("POST /models/{name}/predict").toSorted()).toEqual(["infer", "infer", "queue", "queue"]);
  expect(stepsBelow("POST /v2/models/{name}/infer").toSorted()).toEqual(["infer", "queue"]);
});

test("requests that run together are linked with their frame", async () => {
  const spans = await traced((gateway) =>
    Promise.all(Array.from({ length: 64 }, () => gateway.post("/models/iris/invocations", irisSplit))),
  );
  const of = (name: string): readonly ReceivedSpan[] => spans.filter((span) => span.name === name);
  const requests = of("POST /models/{name}/invocations");
  expect(new Set(requests.map((span) => span.traceId)).size).toBe(64);
  expect(requests.map(({ parentSpanId = "" }) => parentSpanId)).toEqual(requests.map(() => ""));
  const linked = of("batch").flatMap(({ links }) => links.map(({ spanId }) => spanId));
  expect(linked.toSorted()).toEqual(requests.map(({ spanId }) => spanId).toSorted());
  const batches = new Set(of("batch").map(({ spanId }) => spanId));
  expect(of("infer").every(({ links }) => batches.has(links[0]?.spanId ?? ""))).toBe(true);
  const sizes = of("batch").map(({ attributes }) => Number(attributes["batch_requests"]));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(64);
});

test("what went wrong is told by the error's type; only the server's faults are errors", async () => {
  const spans = await traced(async (gateway) => {
    await gateway.post("/models/iris/invocations", "{");
    await gateway.post("/models/nobody/invocations", irisSplit);
    await gateway.post("/v2/models/iris/infer", "{}");
  });
  const facts = spans
    .filter(({ kind }) => kind === server)
    .map(({ name, attributes, status }) => {
      const { "http.response.status_code": answered, "error.type": error } = attributes;
      return `${name}: ${String(answered)} ${String(error)} ${status.code}`;
    });
  expect(new Set(facts)).toEqual(
    new Set([
      "POST /models/{name}/invocations: 400 invalid_request 0",
      "POST /models/{name}/invocations: 404 model_not_found 0",
      "POST /v2/models/{name}/infer: 400 invalid_request 0",
    ]),
  );
});

test("what its caller has not sampled is not recorded, and neither is what its part leaves out", async () => {
  const ratio = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" };
  const spans = await traced(
    async (gateway) => {
      const unsampled = { ...sent, traceparent: `00-${traceId}-${callerSpan}-00` };
      const answer = await gateway.post("/models/iris/invocations", irisSplit, unsampled);
      expect(answer.headers.has("traceresponse")).toBe(false);
      await gateway.post("/models/iris/invocations", irisSplit);
      await gateway.post("/models/iris/invocations", irisSplit, { ...sent, "x-request-id": "sampled" });
    },
    { env: ratio },
  );
  const requests = spans.filter(({ kind }) => kind === server);
  expect(requests.map(({ attributes }) => attributes["request_id"])).toEqual(["sampled"]);
});

test("a traceparent that is none begins a trace of its own", async () => {
  const spans = await traced((gateway) =>
    gateway.post("/models/iris/invocations", irisSplit, { ...sent, traceparent: `00-${traceId}-1-01` }),
  );
  const request = only(spans, "POST /models/{name}/invocations");
  expect(request.traceId).not.toBe(traceId);
  expect(request.parentSpanId ?? "").toBe("");
});

test("spans go out as protobuf where nothing else is said", async () => {
  await using receiver = await startTraceReceiver("sink");
  {
    const environment = { ...process.env, ...receiver.env };
    await using gateway = await startTestGateway({ environment, env: { ...iris, ...receiver.env } });
    await gateway.post("/models/iris/invocations", irisSplit);
  }
  expect(receiver.requests[0]?.headers["content-type"]).toBe("application/x-protobuf");
});

test.for<ReceiverKind | "dead">(["failing", "hanging", "dead"])(
  "a receiver that is %s changes no answer, nor when the gateway ends",
  async (kind) => {
    await using receiver = await startTraceReceiver(kind === "dead" ? "sink" : kind);
    if (kind === "dead") await receiver[Symbol.asyncDispose]();
    const environment = { ...process.env, ...receiver.env };
    const gateway = await startTestGateway({ environment, env: { ...iris, ...receiver.env } });
    const asked = Array.from({ length: 300 }, () => gateway.post("/models/iris/invocations", irisSplit));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const metrics = await (await gateway.get("/metrics")).text();
    expect(metrics).toContain('switchyard_trace_records_total{result="exported"} 0');
    const startMs = performance.now();
    await gateway[Symbol.asyncDispose]();
    expect(performance.now() - startMs).toBeLessThan(10_000);
  },
);

test("a protocol that is not spoken is told at the start", async () => {
  const environment = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" };
  const env = { ...iris, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317" };
  await expect(startTestGateway({ environment, env })).rejects.toThrow(
    "OTEL_EXPORTER_OTLP_PROTOCOL: traces go out by http/protobuf or http/json, not by grpc",
  );
});

test("a switch is recorded with its steps, in the trace of whoever asked for it", async () => {
  const spans = await traced(
    async (gateway) => {
      gateway.moveAlias("iris", "previous", "2");
      const answer = await gateway.post("/models/iris/reload", "", sent);
      expect(answer.headers.get("traceresponse")).toContain(traceId);
      // The old version ends on its own time.
      await expect.poll(async () => (await gateway.get("/models/iris/info")).text()).toContain('"closed"');
    },
    { env: { SWITCHYARD_MODELS: "iris=models:/iris@previous" } },
  );
  const reload = only(spans, "POST /models/{name}/reload");
  expect(reload).toMatchObject({ traceId, parentSpanId: callerSpan, kind: server });
  const ours = spans.filter((span) => span.traceId === traceId);
  const change = only(ours, "switch");
  expect(change).toMatchObject({
    parentSpanId: reload.spanId,
    attributes: { model_name: "iris", model_version: "2" },
  });
  const steps = ours.filter(({ parentSpanId }) => parentSpanId === change.spanId);
  expect(new Set(steps.map(({ name }) => name))).toEqual(
    new Set(["resolve", "download", "load", "gate", "flip", "drain"]),
  );
  for (const step of steps) expect(step.endTimeUnixNano).toBeGreaterThanOrEqual(step.startTimeUnixNano);
  // What was loaded at the start was nobody's wish.
  const first = spans.find((span) => span.name === "switch" && span.traceId !== traceId);
  expect(first).toMatchObject({ attributes: { model_version: "1" }, status: { code: 0 } });
});

test("a switch that fails says why", async () => {
  const spans = await traced(
    async (gateway) => expect((await gateway.post("/models/iris/invocations", irisSplit)).status).toBe(503),
    { env: { SWITCHYARD_ARTIFACTS_DESTINATION: "/nowhere" } },
  );
  expect(only(spans, "switch")).toMatchObject({
    attributes: { model_name: "iris", model_version: "2", "error.type": "load_failed" },
    status: { code: 2, message: expect.stringContaining("/nowhere") },
  });
});
