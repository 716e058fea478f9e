import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";
import { underLoad } from "./testing/under-load.ts";

test("a reload from version 1 to 2 under load fails nothing, and no old answer comes after it", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@previous" } });
  let isAcknowledged = false;
  const late: string[] = [];
  const answers = await underLoad(
    async () => {
      const sentAfter = isAcknowledged;
      const answer = await ask(gateway);
      if (sentAfter) late.push(answer);
      return answer;
    },
    async () => {
      gateway.moveAlias("iris", "previous", "2");
      const response = await gateway.post("/models/iris/reload");
      isAcknowledged = true;
      expect(await response.json()).toMatchObject({
        old_version: "v1",
        new_version: "v2",
        version_changed: true,
      });
    },
  );
  expect(new Set(answers)).toEqual(new Set(["200 v1", "200 v2"]));
  expect(new Set(late)).toEqual(new Set(["200 v2"]));
});

test("the processes of the old version end", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@previous" } });
  const [old = 0] = gateway.workersOf("iris");
  gateway.moveAlias("iris", "previous", "2");
  await gateway.post("/models/iris/reload");
  expect(gateway.workersOf("iris")).not.toContain(old);
  await expect.poll(() => isAlive(old)).toBe(false);
});

test("a reload without a new version says so and keeps the workers", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@champion" } });
  const before = gateway.workersOf("iris");
  const response = await gateway.post("/models/iris/reload");
  expect(await response.json()).toMatchObject({
    old_version: "v2",
    new_version: "v2",
    version_changed: false,
  });
  expect(gateway.workersOf("iris")).toEqual(before);
});

test("a version that is not there changes nothing, and the reason can be read", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@champion" } });
  gateway.moveAlias("iris", "champion", "99");
  const response = await gateway.post("/models/iris/reload");
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ status: "error", serving_version: "v2" });
  expect((await gateway.get("/readyz")).status).toBe(200);
  expect(await ask(gateway)).toBe("200 v2");
  expect(await (await gateway.get("/models/iris")).json()).toMatchObject({
    status: "loaded",
    reason: expect.stringContaining("99"),
  });
});

test("a first version that is not there leaves the gateway up, not ready, until a good one comes", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@nobody,topic=models:/topic-classification/2" },
  });
  expect((await gateway.get("/readyz")).status).toBe(503);
  expect((await gateway.get("/livez")).status).toBe(200);
  expect((await gateway.get("/models/iris/health")).status).toBe(503);
  const refused = await gateway.post("/models/iris/invocations", irisSplit);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).not.toBeNull();
  expect((await gateway.post("/models/topic/invocations", '{"instances":["football"]}')).status).toBe(200);
});

test("reload answers at once when told not to wait", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@previous" } });
  gateway.moveAlias("iris", "previous", "2");
  expect((await gateway.post("/models/iris/reload?wait=false")).status).toBe(202);
  await expect.poll(() => ask(gateway), { timeout: 10_000 }).toBe("200 v2");
});

test("versions that are kept loaded answer beside the one that is followed", async ({ expect }) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@champion", SWITCHYARD_VERSIONS: "1" },
  });
  const one = await gateway.post("/models/iris/versions/1/invocations", irisSplit);
  expect(one.headers.get("x-model-version")).toBe("1");
  expect(await ask(gateway)).toBe("200 v2");
});

async function ask(gateway: TestGateway): Promise<string> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return `${response.status} v${response.headers.get("x-model-version")}`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
