import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway } from "./testing/test-gateway.ts";

const models = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };
const bearer = (token: string): Record<string, string> => ({
  "content-type": "application/json",
  authorization: `Bearer ${token}`,
});
const invocations = "/models/iris/invocations";

test("tokens guard the models and the control plane, each its own", async ({ expect }) => {
  await using gateway = await startTestGateway({
    env: { ...models, SWITCHYARD_API_TOKENS: "a,b", SWITCHYARD_ADMIN_TOKEN: "root" },
  });
  const table = [
    [invocations, {}, 401],
    [invocations, bearer("wrong"), 403],
    [invocations, bearer("b"), 200],
    [invocations, bearer("root"), 200],
    ["/models/iris/reload", {}, 401],
    ["/models/iris/reload", bearer("a"), 403],
    ["/models/iris/reload", bearer("root"), 200],
  ] as const;
  for (const [path, headers, status] of table)
    expect((await gateway.post(path, irisSplit, headers)).status, `${path} ${JSON.stringify(headers)}`).toBe(
      status,
    );
  expect((await gateway.get("/models")).status).toBe(401);
  for (const free of ["/health", "/version", "/ping", "/livez", "/readyz", "/models/iris/health"])
    expect((await gateway.get(free)).status, free).toBe(200);
});

test("the OpenAPI document is free, but for the models' examples", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...models, SWITCHYARD_API_TOKENS: "a" } });
  for (const path of ["/openapi.json", "/models/iris/openapi.json"]) {
    const free = await (await gateway.get(path)).text();
    expect(free).toContain("sepal_length");
    expect(free).not.toContain('"example":');
    expect(await (await gateway.get(path, bearer("wrong"))).text()).toBe(free);
    expect(await (await gateway.get(path, bearer("a"))).text()).toContain('"example":');
  }
});

test("without an admin token a client behind a proxy may not reload, and is told how to change that", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: models });
  const refused = await gateway.post("/models/iris/reload", "", { "x-forwarded-for": "10.0.0.1" });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error_code: "PERMISSION_DENIED",
    message: expect.stringMatching(/SWITCHYARD_ADMIN_TOKEN.*SWITCHYARD_CONTROL_PLANE=open/),
  });
  expect((await gateway.post("/models/iris/reload")).status).toBe(200);
});
