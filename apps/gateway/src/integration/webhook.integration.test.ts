import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { irisSplit } from "../testing/bodies.ts";
import type { TestGateway } from "../testing/test-gateway.ts";
import { followRegistry } from "./follow-registry.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

const secret = "a secret between MLflow and the gateway";
const created = z.object({ webhook: z.object({ webhook_id: z.string() }) });

/** A real MLflow server that may call programs on this machine, and a gateway that never looks by itself. */
describe("a real MLflow webhook", () => {
  let registry: RunningMlflow;
  let gateway: TestGateway;
  beforeAll(async () => {
    registry = await startRegistry({
      env: {
        MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: "true",
        MLFLOW_WEBHOOK_ALLOWED_SCHEMES: "http",
        // A Fernet key.
        MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: `${randomBytes(32).toString("base64url")}=`,
      },
    });
    gateway = await followRegistry(
      registry,
      { iris: "models:/iris@previous" },
      { SWITCHYARD_WEBHOOK_SECRET: secret, SWITCHYARD_POLL_INTERVAL_MS: "0" },
    );
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  test("passes MLflow's own test of it", async ({ expect }) => {
    const id = await subscribe("passes", secret);
    expect(await callMlflow("POST", `webhooks/${id}/test`, {})).toMatchObject({
      result: { success: true, response_status: 200, response_body: expect.stringContaining("accepted") },
    });
    await callMlflow("DELETE", `webhooks/${id}`);
  });

  test("is refused when it has another secret", async ({ expect }) => {
    const id = await subscribe("refused", "another secret");
    expect(await callMlflow("POST", `webhooks/${id}/test`, {})).toMatchObject({
      result: { success: false, response_status: 403 },
    });
    await callMlflow("DELETE", `webhooks/${id}`);
  });

  test("brings a version into service when an alias has moved, without a poll", async ({ expect }) => {
    expect(await servedVersion(gateway)).toBe("1");
    await subscribe("follows", secret);
    await callMlflow("POST", "registered-models/alias", { name: "iris", alias: "previous", version: "2" });
    await expect.poll(() => servedVersion(gateway), { timeout: 30_000 }).toBe("2");
  });

  async function subscribe(name: string, shared: string): Promise<string> {
    const webhook = {
      name,
      url: `${gateway.baseUrl}/webhooks/mlflow`,
      secret: shared,
      events: [{ entity: "MODEL_VERSION_ALIAS", action: "CREATED" }],
    };
    return created.parse(await callMlflow("POST", "webhooks", webhook)).webhook.webhook_id;
  }

  async function callMlflow(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${registry.url}/api/2.0/mlflow/${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  }
});

async function servedVersion(gateway: TestGateway): Promise<string | null> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return response.headers.get("x-model-version");
}
