import { createHmac, randomUUID } from "node:crypto";
import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const secret = "s3cret";
const env = { SWITCHYARD_MODELS: "iris=models:/iris@previous", SWITCHYARD_WEBHOOK_SECRET: secret };

/** What MLflow sends when an alias has moved. */
const moved = JSON.stringify({
  entity: "model_version_alias",
  action: "created",
  timestamp: new Date().toISOString(),
  data: { name: "iris", alias: "previous", version: "99" },
});

function signed(body: string, id: string = randomUUID()): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`);
  return {
    "content-type": "application/json",
    "x-mlflow-delivery-id": id,
    "x-mlflow-timestamp": timestamp,
    "x-mlflow-signature": `v1,${mac.digest("base64")}`,
  };
}

async function deliver(gateway: TestGateway, body: string, headers = signed(body)): Promise<unknown> {
  return await (await gateway.post("/webhooks/mlflow", body, headers)).json();
}

test("a delivery makes the gateway look at the registry, whatever it says of versions", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env });
  gateway.moveAlias("iris", "previous", "2");
  expect(await deliver(gateway, moved)).toEqual({ status: "accepted" });
  await expect.poll(() => servedVersion(gateway), { timeout: 10_000 }).toBe("2");
});

test("tells apart what is new, what was heard before and what is of no model", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...env, SWITCHYARD_ADMIN_TOKEN: "token" } });
  const headers = signed(moved);
  expect(await deliver(gateway, moved, headers)).toEqual({ status: "accepted" });
  expect(await deliver(gateway, moved, headers)).toEqual({ status: "duplicate" });
  const prompt = JSON.stringify({ entity: "prompt_alias", action: "created", data: {} });
  expect(await deliver(gateway, prompt)).toEqual({ status: "ignored" });
});

test.for([
  [400, "body: expected JSON", "{", signed("{")],
  [400, "body.entity: missing", "{}", signed("{}")],
  [403, "X-MLflow-Signature", moved, signed("{}")],
  [400, "X-MLflow-Delivery-Id", moved, { ...signed(moved), "x-mlflow-delivery-id": "" }],
  [413, "larger than", "x".repeat(1024 * 1024 + 1), {}],
] as const)("refuses with %i: %s", async ([status, message, body, headers], { expect }) => {
  await using gateway = await startTestGateway({ env: { ...env, SWITCHYARD_MODELS: "iris=models:/iris/1" } });
  const response = await gateway.post("/webhooks/mlflow", body, headers);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
});

test("without a secret there is no webhook, and the answer says how to have one", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris/1" } });
  const response = await gateway.post("/webhooks/mlflow", moved, signed(moved));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error_code: "ENDPOINT_NOT_FOUND",
    message: expect.stringContaining("SWITCHYARD_WEBHOOK_SECRET"),
  });
});

async function servedVersion(gateway: TestGateway): Promise<string | null> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return response.headers.get("x-model-version");
}
