import { test } from "vitest";
import { startTestGateway } from "./testing/test-gateway.ts";

const env = { SWITCHYARD_MODELS: "iris=models:/iris@previous" };

test("a rollback serves the version before, and a reload keeps it until it is forced", async ({ expect }) => {
  await using gateway = await startTestGateway({ env });
  gateway.moveAlias("iris", "previous", "2");
  await gateway.post("/models/iris/reload");

  const back = await gateway.post("/models/iris/rollback");
  expect({ status: back.status, body: await back.json() }).toEqual({
    status: 200,
    body: {
      status: "success",
      message: "Model 'iris' rolled back",
      model_uri: "models:/iris@previous",
      old_version: "v2",
      new_version: "v1",
      version_changed: true,
    },
  });

  const held = await gateway.post("/models/iris/reload");
  expect(held.status).toBe(409);
  expect(await held.json()).toMatchObject({ error_code: "RESOURCE_CONFLICT", serving_version: "v1" });

  const forced = await gateway.post("/models/iris/reload?force=true");
  expect(await forced.json()).toMatchObject({ old_version: "v1", new_version: "v2", version_changed: true });
});

test("a rollback without a version before is refused, and says what serves", async ({ expect }) => {
  await using gateway = await startTestGateway({ env });
  const response = await gateway.post("/models/iris/rollback");
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    error_code: "RESOURCE_CONFLICT",
    status: "error",
    serving_version: "v1",
  });
});

test("a rollback is for those who may reload", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...env, SWITCHYARD_ADMIN_TOKEN: "token" } });
  expect((await gateway.post("/models/iris/rollback")).status).toBe(401);
  const wrong = await gateway.post("/models/iris/rollback", "", { authorization: "Bearer wrong" });
  expect(wrong.status).toBe(403);
  const right = await gateway.post("/models/nobody/rollback", "", { authorization: "Bearer token" });
  expect(right.status).toBe(404);
});

test("force is true or false", async ({ expect }) => {
  await using gateway = await startTestGateway({ env });
  const response = await gateway.post("/models/iris/reload?force=yes");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: "force: expected true or false" });
});
