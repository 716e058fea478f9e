import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, test } from "vitest";
import { ChaosStage } from "./chaos-stage.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { viewModel } from "./gateway-view.ts";
import { ModelLoad } from "./model-load.ts";
import { soon, TwoVersions } from "./two-versions.ts";

let stage: ChaosStage;
let gateway: GatewayProcess;

beforeAll(async () => {
  const stack = new AsyncDisposableStack();
  stage = stack.use(await ChaosStage.start());
  const config = join(stage.directory, "switchyard.yaml");
  await writeFile(
    config,
    "discover: { alias: champion }\n" +
      "defaults: { rollback: { windowMs: 60000, minRequests: 20, maxErrorRate: 0.05 } }\n",
  );
  await stage.publish("first", stage.logged.five);
  gateway = stack.use(await stage.startGateway({ SWITCHYARD_CONFIG: config }));
  return () => stack[Symbol.asyncDispose]();
});

test.for<[kind: string, reason: RegExp]>([
  ["broken", /broken 2 may not replace 1: .*input example/],
  ["wide", /wide 2 may not replace 1: /],
])(
  "a version that is %s is held back, and the next good one goes live",
  async ([name, reason], { expect }) => {
    await using model = await TwoVersions.discover({ stage, gateway, name });
    const logged = gateway.log.length;
    const refused = await stage.publish(name, await stage.production.python.run("log-odd", name));
    await expect
      .poll(() => viewModel(gateway.url, name), soon)
      .toMatchObject({
        status: "loaded",
        version: "1",
        held: { version: refused, reason: expect.stringMatching(reason) },
      });
    const next = await stage.publish(name, stage.logged.three);
    await expect.poll(() => viewModel(gateway.url, name), soon).toEqual({ status: "loaded", version: next });
    await expect.poll(() => model.outcomes(), soon).toEqual(["200 v1 ×5", `200 v${next} ×3`]);
    expect(gateway.log.slice(logged).filter((line) => line.includes("version held back"))).toHaveLength(1);
  },
);

test("a rollback by hand holds the version back until the alias means another", async ({ expect }) => {
  const name = "regretted";
  await using model = await TwoVersions.discover({ stage, gateway, name });
  await stage.publish(name, stage.logged.three);
  await expect.poll(() => viewModel(gateway.url, name), soon).toEqual({ status: "loaded", version: "2" });
  const response = await fetch(`${gateway.url}/models/${name}/rollback`, { method: "POST" });
  expect(await response.json()).toMatchObject({ old_version: "v2", new_version: "v1" });
  expect(await viewModel(gateway.url, name)).toMatchObject({
    version: "1",
    held: { version: "2", reason: "rolled back by an operator" },
  });
  await stage.publish(name, stage.logged.five);
  await expect.poll(() => viewModel(gateway.url, name), soon).toEqual({ status: "loaded", version: "3" });
  await expect.poll(() => model.outcomes(), soon).toEqual(["200 v1 ×5", "200 v2 ×3", "200 v3 ×5"]);
});

test("a version that fails requests is taken back by itself, and the next good one goes live", async ({
  expect,
}) => {
  const name = "limited";
  await using load = await discovered(name);
  await stage.publish(name, await stage.production.python.run("log-odd", name));
  await expect
    .poll(() => viewModel(gateway.url, name), soon)
    .toMatchObject({
      status: "loaded",
      version: "1",
      held: { version: "2", reason: expect.stringMatching(/^\d+ of \d+ requests failed \(/) },
    });
  const [before, ...failed] = await load.outcomes();
  expect(before).toBe("200 v1 ×5");
  expect(failed.filter((each) => !/^200 v1 ×5$|^400 .*Gather/.test(each))).toEqual([]);
  await expect.poll(() => load.outcomes(), soon).toEqual(["200 v1 ×5"]);
  await stage.publish(name, stage.logged.three);
  await expect.poll(() => viewModel(gateway.url, name), soon).toEqual({ status: "loaded", version: "3" });
  await expect.poll(() => load.outcomes(), soon).toEqual(["200 v3 ×3"]);
});

async function discovered(name: string): Promise<ModelLoad> {
  await using _ = await TwoVersions.discover({ stage, gateway, name });
  return ModelLoad.start(gateway.url, name);
}
