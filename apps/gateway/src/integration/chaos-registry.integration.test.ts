import { readdirSync } from "node:fs";
import { afterEach, assert, beforeAll, test, vi } from "vitest";
import { ChaosStage } from "./chaos-stage.ts";
import { nonsense, type Fault } from "./fault-proxy.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { viewHealth, viewModel } from "./gateway-view.ts";
import { ModelLoad } from "./model-load.ts";
import { soon, TwoVersions } from "./two-versions.ts";

let stage: ChaosStage;
let gateway: GatewayProcess;

beforeAll(async () => {
  const stack = new AsyncDisposableStack();
  stage = stack.use(await ChaosStage.start());
  const aliased = ["named", "doomed", "lost"].map((name) => `${name}=models:/${name}@champion`);
  for (const name of ["named", "found", "doomed", "lost", "pinned"]) await TwoVersions.publish(stage, name);
  gateway = stack.use(
    await stage.startGateway({
      SWITCHYARD_MODELS: [...aliased, "pinned=models:/pinned/1"].join(","),
      SWITCHYARD_DISCOVER: "alias:champion",
    }),
  );
  await vi.waitFor(async () => assert((await fetch(`${gateway.url}/readyz`)).ok), soon);
  return () => stack[Symbol.asyncDispose]();
});

afterEach(() => stage.heal());

test.for<[what: string, fault: Fault, reason: RegExp]>([
  ["hangs", { kind: "hang" }, /does not answer: timeout of 1000ms exceeded; does it hang\?/],
  ["resets connections", { kind: "reset" }, /is it running\?/],
  ["answers 500", nonsense.failure, /MLflow at http:.* answered 500: Internal Server Error/],
  ["answers with a page", nonsense.page, /answers with a page; is it an MLflow server\?/],
  ["answers broken JSON", nonsense.brokenJson, /answers with broken JSON/],
  ["cuts its answers off", { kind: "truncate", afterBytes: 50, end: "clean" }, /answers with broken JSON/],
  ["resets in its answers", { kind: "truncate", afterBytes: 50, end: "reset" }, /is it running\?/],
])("MLflow %s: models serve on, the reason shows, moves follow", async ([, fault, reason], { expect }) => {
  await using named = await TwoVersions.begin({ stage, gateway, name: "named" });
  await using found = await TwoVersions.begin({ stage, gateway, name: "found" });
  const logged = gateway.log.length;
  stage.registry.fault = fault;
  await expect
    .poll(() => viewHealth(gateway.url), soon)
    .toMatchObject({
      status: "healthy",
      registry: "stale",
      registry_reason: expect.stringMatching(reason),
    });
  await Promise.all([named.move(), found.move()]);
  stage.heal();
  await Promise.all([named.untilMoved(expect), found.untilMoved(expect)]);
  expect(await viewHealth(gateway.url)).toMatchObject({ registry: "current" });
  expect(warningsOf(gateway.log.slice(logged))).toHaveLength(1);
});

test("MLflow lists nothing: no model goes, named ones tell why, moves follow", async ({ expect }) => {
  await using named = await TwoVersions.begin({ stage, gateway, name: "named" });
  await using found = await TwoVersions.begin({ stage, gateway, name: "found" });
  stage.registry.fault = nonsense.emptyObject;
  for (const name of ["named", "found"])
    await expect
      .poll(() => viewModel(gateway.url, name), soon)
      .toMatchObject({
        status: "loaded",
        reason: expect.stringMatching(/MLflow's answer cannot be read/),
      });
  await Promise.all([named.move(), found.move()]);
  stage.heal();
  await Promise.all([named.untilMoved(expect), found.untilMoved(expect)]);
});

test("an outage that lasts is asked after more and more seldom, logged once, and costs nothing", async ({
  expect,
}) => {
  const logged = gateway.log.length;
  const [asked, startMs] = [stage.registry.heard.length, performance.now()];
  stage.registry.fault = { kind: "reset" };
  await expect.poll(() => stage.registry.heard.length - asked, soon).toBeGreaterThan(4);
  const files = openFilesOf(gateway.pid);
  await expect.poll(() => stage.registry.heard.length - asked, soon).toBeGreaterThan(10);
  expect(performance.now() - startMs).toBeGreaterThan(4000);
  expect(openFilesOf(gateway.pid)).toBeLessThanOrEqual(files + 2);
  expect(warningsOf(gateway.log.slice(logged))).toHaveLength(1);
});

test("an alias that is taken away: a named model serves on, and tells why until it is back", async ({
  expect,
}) => {
  await using doomed = await TwoVersions.begin({ stage, gateway, name: "doomed" });
  await stage.production.python.run("delete-alias", "doomed", "champion");
  await expect
    .poll(() => viewModel(gateway.url, "doomed"), soon)
    .toMatchObject({
      status: "loaded",
      reason: expect.stringMatching(
        /^doomed has no alias champion; it has no aliases \(looked in MLflow at http/,
      ),
    });
  await doomed.move();
  await doomed.untilMoved(expect);
});

test("a discovered model goes with its alias, and comes back with it", async ({ expect }) => {
  await using load = ModelLoad.start(gateway.url, "found");
  await stage.production.python.run("delete-alias", "found", "champion");
  await expect
    .poll(() => viewModel(gateway.url, "found"), soon)
    .toMatchObject({ message: expect.stringMatching(/no model found is served/) });
  await stage.promote("found", "1");
  await expect.poll(() => viewModel(gateway.url, "found"), soon).toEqual({ status: "loaded", version: "1" });
  await expect.poll(() => load.outcomes(), soon).toEqual(["200 v1 ×5"]);
});

test("the version that an alias means is deleted: it serves on, until the alias means another", async ({
  expect,
}) => {
  await using doomed = await TwoVersions.begin({ stage, gateway, name: "doomed" });
  await stage.production.python.run("delete", "doomed", "1");
  await expect
    .poll(() => viewModel(gateway.url, "doomed"), soon)
    .toMatchObject({
      version: "1",
      reason: expect.stringMatching(/^doomed has no alias champion; it has no aliases/),
    });
  await doomed.move();
  await doomed.untilMoved(expect);
});

test("a version that is named by its number is deleted: it serves on, and tells why", async ({ expect }) => {
  await using load = ModelLoad.start(gateway.url, "pinned");
  await stage.production.python.run("delete", "pinned", "1");
  await expect
    .poll(() => viewModel(gateway.url, "pinned"), soon)
    .toMatchObject({
      version: "1",
      reason: expect.stringMatching(/^pinned has no version 1; it has 2/),
    });
  await expect.poll(() => load.outcomes(), soon).toEqual(["200 v1 ×5"]);
});

test("a registered model is deleted: it serves on; one of its name and number serves once it is there", async ({
  expect,
}) => {
  await using load = ModelLoad.start(gateway.url, "lost");
  await expect.poll(() => load.outcomes(), soon).toEqual(["200 v2 ×3"]);
  await stage.production.python.run("delete-model", "lost");
  await expect
    .poll(() => viewModel(gateway.url, "lost"), soon)
    .toMatchObject({
      version: "2",
      reason: expect.stringMatching(/^no registered model lost/),
    });
  for (const uri of [stage.logged.three, stage.logged.five]) await stage.publish("lost", uri);
  const seen = new Set<string>();
  await expect.poll(async () => add(seen, await load.outcomes()), soon).toContain("200 v2 ×5");
  expect(["200 v2 ×3", "200 v1 ×3", "200 v2 ×5"]).toEqual(expect.arrayContaining([...seen]));
});

test("MLflow is killed: models serve on, the reason shows, a move is served once it is back", async ({
  expect,
}) => {
  const { mlflow } = stage.production;
  await using direct = await stage.startGateway({
    MLFLOW_TRACKING_URI: mlflow.url,
    SWITCHYARD_MODELS: "named=models:/named@champion",
  });
  await using named = await TwoVersions.begin({ stage, gateway: direct, name: "named" });
  await stage.production.killMlflow();
  await expect
    .poll(() => viewHealth(direct.url), soon)
    .toMatchObject({
      status: "healthy",
      registry: "stale",
      registry_reason: expect.stringMatching(/cannot reach MLflow at .*ECONNREFUSED.*; is it running\?/),
    });
  await stage.production.reviveMlflow();
  await named.move();
  await named.untilMoved(expect);
  expect(warningsOf(direct.log)).toHaveLength(1);
});

function add(seen: Set<string>, outcomes: readonly string[]): readonly string[] {
  for (const each of outcomes) seen.add(each);
  return [...seen];
}

function openFilesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function warningsOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /"level":"(?:warn|error)"/.test(line));
}
