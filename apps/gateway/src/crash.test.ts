import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";
import { underLoad } from "./testing/under-load.ts";

const env = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };

test("no request fails when the worker is killed under load, again and again", async ({ expect }) => {
  await using gateway = await startTestGateway({ env });
  const kills = async (): Promise<void> => {
    for (let times = 0; times < 5; times += 1) {
      await gateway.killWorker("iris");
      // Answered behind those sent again: none of them is in hand at two deaths that were not its doing.
      await ask(gateway);
    }
  };
  const statuses = await underLoad(() => ask(gateway), kills);
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test("a request that comes while a dead worker is being replaced waits for the new one", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env });
  const replaced = gateway.killWorker("iris");
  expect(await ask(gateway)).toBe(200);
  await replaced;
  expect(await (await gateway.get("/health")).json()).toMatchObject({
    models: { iris: { worker_restarts: 1 } },
  });
});

async function ask(gateway: TestGateway): Promise<number> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return response.status;
}
