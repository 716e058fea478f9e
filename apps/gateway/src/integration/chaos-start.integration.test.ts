import { join } from "node:path";
import { afterEach, beforeAll, test, type ExpectStatic } from "vitest";
import { ChaosStage } from "./chaos-stage.ts";
import { nonsense, type Fault } from "./fault-proxy.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { viewHealth, viewModel } from "./gateway-view.ts";
import { ModelLoad } from "./model-load.ts";
import { soon } from "./two-versions.ts";

let stage: ChaosStage;

beforeAll(async () => {
  stage = await ChaosStage.start();
  for (const name of ["named", "found"])
    for (const uri of [stage.logged.five, stage.logged.three]) await stage.publish(name, uri);
  return () => stage[Symbol.asyncDispose]();
});

afterEach(() => stage.heal());

/** As long as people wait who have set nothing. */
const patient = { SWITCHYARD_TRACKING_TIMEOUT_MS: "120000", MLFLOW_HTTP_REQUEST_MAX_RETRIES: "3" };
const env = {
  ...patient,
  SWITCHYARD_MODELS: "named=models:/named@champion",
  SWITCHYARD_DISCOVER: "alias:champion",
};

type What = "is down" | "hangs" | "answers 500" | "lists nothing";

const faults: Readonly<Record<What, Fault>> = {
  // Found by nobody while nothing listens.
  "is down": { kind: "reset" },
  hangs: { kind: "hang" },
  "answers 500": nonsense.failure,
  "lists nothing": nonsense.emptyObject,
};

test.for<What>(["is down", "hangs", "answers 500", "lists nothing"])(
  "MLflow %s at a start: what was served last is served, then followed again",
  async (what, { expect }) => {
    for (const name of ["named", "found"]) await stage.promote(name, "2");
    const own = { ...env, SWITCHYARD_CACHE_DIR: join(stage.directory, what.replaceAll(" ", "-")) };
    {
      await using before = await stage.startGateway(own);
      await untilServed(expect, before, "2");
    }
    await using fault = await Outage.begin(what);
    const startMs = performance.now();
    await using gateway = await stage.startGateway(own);
    await untilServed(expect, gateway, "2");
    expect(performance.now() - startMs).toBeLessThan(15_000);
    if (what !== "lists nothing")
      expect(await viewHealth(gateway.url)).toMatchObject({ status: "healthy", registry: "stale" });
    await using load = ModelLoad.start(gateway.url, "found");
    for (const name of ["named", "found"]) await stage.promote(name, "1");
    await expect.poll(() => load.outcomes(), soon).toEqual(["200 v2 ×3"]);
    await fault.end();
    await untilServed(expect, gateway, "1");
    expect(await viewHealth(gateway.url)).toMatchObject({ registry: "current" });
    await expect.poll(() => load.outcomes(), soon).toEqual(["200 v1 ×5"]);
  },
);

test("a first start without MLflow and S3: up, not ready, tells why, and serves once they are there", async ({
  expect,
}) => {
  for (const name of ["named", "found"]) await stage.promote(name, "2");
  await using fault = await Outage.begin("is down");
  await using gateway = await stage.startGateway({
    ...env,
    SWITCHYARD_CACHE_DIR: join(stage.directory, "first"),
  });
  expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  await expect
    .poll(() => viewHealth(gateway.url), soon)
    .toMatchObject({
      status: "unhealthy",
      registry: "stale",
      registry_reason: expect.stringMatching(/cannot reach MLflow at .*ECONNREFUSED.*; is it running\?/),
      models: { named: { status: "failed", reason: expect.stringMatching(/cannot reach MLflow/) } },
    });
  await fault.end();
  await untilServed(expect, gateway, "2");
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
});

/** Neither MLflow nor S3 does what it should. */
class Outage implements AsyncDisposable {
  #isOver = false;

  static async begin(what: What): Promise<Outage> {
    if (what === "is down") await stage.shut();
    stage.registry.fault = faults[what];
    stage.store.fault = faults[what];
    return new Outage();
  }

  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await stage.open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

async function untilServed(expect: ExpectStatic, gateway: GatewayProcess, version: string): Promise<void> {
  for (const name of ["named", "found"])
    await expect.poll(async () => (await viewModel(gateway.url, name)).version, soon).toBe(version);
}
