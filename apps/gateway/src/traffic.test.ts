import { test } from "vitest";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const env = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };
const body = '{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}';

test("requests are split among versions, which are loaded for it, and a key stays with one", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env });
  const split = await put(gateway, { champion: 50, previous: 50 });
  expect(await split.json()).toEqual({ model: "iris", traffic: { champion: 50, previous: 50 } });

  const answered = await Promise.all(Array.from({ length: 60 }, () => versionFor(gateway)));
  expect(new Set(answered)).toEqual(new Set(["1", "2"]));
  const keyed = await Promise.all(Array.from({ length: 20 }, () => versionFor(gateway, "user-7")));
  expect(new Set(keyed).size).toBe(1);

  await put(gateway, { previous: 1 });
  expect(await versionFor(gateway)).toBe("1");
  const listed: unknown = await (await gateway.get("/models")).json();
  expect(listed).toMatchObject({ models: [{ version: "2", traffic: { previous: 1 } }] });

  await put(gateway, {});
  expect(await versionFor(gateway)).toBe("2");
  const history: unknown = await (await gateway.get("/models/iris/history")).json();
  expect(JSON.stringify(history)).toMatch(
    /all to the followed version.*previous 1.*champion 50, previous 50/,
  );
});

test.for([
  [{ nobody: 1 }, "nobody: iris has no such version or alias that is ready"],
  [{ champion: 0 }, "traffic: expected at least one part above 0"],
  [{ champion: -1 }, "traffic: expected parts of 0 to 1000000 by alias or version"],
  [[1, 2], "traffic: expected parts of 0 to 1000000 by alias or version"],
  [undefined, "traffic: expected parts of 0 to 1000000 by alias or version"],
] as const)("a split of %j is refused, and changes nothing", async ([traffic, message], { expect }) => {
  await using gateway = await startTestGateway({ env });
  const refused = await put(gateway, traffic);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ message: expect.stringContaining(message) });
  expect(await versionFor(gateway)).toBe("2");
  expect(await (await gateway.get("/models/iris/traffic")).json()).toEqual({ model: "iris", traffic: {} });
});

test("a split is for those who may reload", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...env, SWITCHYARD_ADMIN_TOKEN: "token" } });
  expect((await put(gateway, { champion: 1 })).status).toBe(401);
});

test("fronts split, too, by the key", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: { ...env, SWITCHYARD_PROCESSES: "2" } });
  await put(gateway, { champion: 50, previous: 50 });
  const keys = Array.from({ length: 30 }, (_each, index) => `user-${index}`);
  const once = await Promise.all(keys.map((key) => versionFor(gateway, key)));
  const again = await Promise.all(keys.map((key) => versionFor(gateway, key)));
  expect(again).toEqual(once);
  expect(new Set(once).size).toBe(2);
});

function put(gateway: TestGateway, traffic: unknown): Promise<Response> {
  return fetch(new URL("/models/iris/traffic", gateway.baseUrl), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(traffic),
  });
}

async function versionFor(gateway: TestGateway, key?: string): Promise<string | null> {
  const headers = { "content-type": "application/json", ...(key !== undefined && { "x-routing-key": key }) };
  const response = await gateway.post("/models/iris/predict", body, headers);
  return response.headers.get("x-model-version");
}
