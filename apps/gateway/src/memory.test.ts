import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServingEvents } from "@switchyard/core";
import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const noRoom = { SWITCHYARD_MEMORY_MAX_BYTES: "1", SWITCHYARD_MODELS: "iris=models:/iris@previous" };

test("what nobody has asked rests when memory is short, is as ready as before, and answers when it is asked", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: noRoom });
  await expect.poll(() => gateway.workersOf("iris")).toEqual([]);
  expect((await gateway.get("/readyz")).status).toBe(200);
  const health = await gateway.get("/health");
  expect(await health.json()).toMatchObject({
    status: "healthy",
    models: { iris: { status: "ready", loaded: false } },
  });
  expect(await (await gateway.get("/models/iris/info")).json()).toMatchObject({
    status: "loaded",
    loaded: false,
    versions: [{ version: "1", state: "ready", residence: "resting", statistics: { requests: 0 } }],
  });
  expect(await ask(gateway)).toBe("200 v1");
  expect(gateway.workersOf("iris")).toHaveLength(1);
  expect(await ask(gateway)).toBe("200 v1");
});

test("requests are told to come again where they are not held, and the model comes back meanwhile", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: { ...noRoom, SWITCHYARD_MEMORY_HOLD_MS: "0" } });
  await expect.poll(() => gateway.workersOf("iris")).toEqual([]);
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await response.json()).toMatchObject({ message: "iris 1 is coming back" });
  await expect.poll(() => ask(gateway)).toBe("200 v1");
});

test("a new version of a model at rest loads, takes over, and may rest again", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: noRoom });
  await expect.poll(() => gateway.workersOf("iris")).toEqual([]);
  gateway.moveAlias("iris", "previous", "2");
  const response = await gateway.post("/models/iris/reload");
  expect(await response.json()).toMatchObject({ old_version: "v1", new_version: "v2" });
  expect(await ask(gateway)).toBe("200 v2");
});

test("a pinned model stays", async ({ expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-memory-"));
  const config = join(directory.path, "switchyard.yaml");
  const models = '{ iris: { uri: "models:/iris@previous", pinned: true }, other: "models:/iris@champion" }';
  await writeFile(config, `memory: { maxBytes: 1 }\nmodels: ${models}\n`);
  await using gateway = await startTestGateway({ env: { SWITCHYARD_CONFIG: config } });
  await expect.poll(() => gateway.workersOf("other")).toEqual([]);
  expect(gateway.workersOf("iris")).toHaveLength(1);
});

test("a version that may be rolled back stays while it is on trial", async ({ expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-memory-"));
  const config = join(directory.path, "switchyard.yaml");
  const models =
    '{ iris: "models:/iris@previous", other: "models:/iris@champion", third: "models:/iris@champion" }';
  const memory = "{ maxBytes: 1, minIdleMs: 0 }";
  await writeFile(config, `memory: ${memory}\ndefaults: { rollback: true }\nmodels: ${models}\n`);
  const rested: string[] = [];
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_CONFIG: config },
    events: { modelRested: ({ name, version }) => void rested.push(`${name} ${version}`) },
  });
  await expect.poll(() => rested.toSorted()).toEqual(["iris 1", "other 2", "third 2"]);
  gateway.moveAlias("iris", "previous", "2");
  await gateway.post("/models/iris/reload");
  // Each that wakes has all others looked at.
  await ask(gateway, "other");
  await ask(gateway, "third");
  await expect.poll(() => rested.slice(3)).toContain("other 2");
  expect(rested).not.toContain("iris 2");
  expect(gateway.workersOf("iris")).toHaveLength(1);
});

test("workers that hold more than their model may are exchanged, and it is said why", async ({ expect }) => {
  const told: string[] = [];
  const events: Partial<ServingEvents> = {
    workerLog: (_version, _level, message) => void told.push(message),
  };
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@previous", SWITCHYARD_MAX_MEMORY_BYTES: "1000000" },
    events,
  });
  await expect
    .poll(() => told)
    .toEqual([expect.stringMatching(/hold [\d.]+ MB, more than its maxMemoryBytes of 1\.0 MB/)]);
  expect(await ask(gateway)).toBe("200 v1");
  gateway.moveAlias("iris", "previous", "2");
  const refused = await gateway.post("/models/iris/reload");
  expect(await refused.json()).toMatchObject({
    message: expect.stringMatching(
      /iris 2 may not replace 1: it holds [\d.]+ MB of memory, more than 1.0 MB/,
    ),
  });
});

async function ask(gateway: TestGateway, model = "iris"): Promise<string> {
  const response = await gateway.post(`/models/${model}/invocations`, irisSplit);
  await response.arrayBuffer();
  return `${response.status} v${response.headers.get("x-model-version")}`;
}
