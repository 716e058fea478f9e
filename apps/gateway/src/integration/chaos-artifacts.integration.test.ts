import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, test } from "vitest";
import { ChaosStage } from "./chaos-stage.ts";
import { nonsense, type Fault, type HeardRequest } from "./fault-proxy.ts";
import type { GatewayProcess } from "./gateway-process.ts";
import { viewModel } from "./gateway-view.ts";
import { ModelFiles } from "./model-files.ts";
import { SmallDisk } from "./small-disk.ts";
import { soon, TwoVersions } from "./two-versions.ts";

let stage: ChaosStage;
let gateway: GatewayProcess;

beforeAll(async () => {
  const stack = new AsyncDisposableStack();
  stage = stack.use(await ChaosStage.start());
  await stage.publish("first", stage.logged.five);
  gateway = stack.use(await stage.startGateway({ SWITCHYARD_DISCOVER: "alias:champion" }));
  return () => stack[Symbol.asyncDispose]();
});

afterEach(() => stage.heal());

const slowDown: Fault = {
  kind: "answer",
  status: 503,
  contentType: "application/xml",
  body: "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
};

function isListingOf(files: ModelFiles, url: string): boolean {
  return url.includes("list-type=2") && url.includes(encodeURIComponent(files.keyOf("")));
}

function ofObjects(fault: Fault): (request: HeardRequest) => Fault {
  return ({ url }) => (url.includes("/model.onnx") ? fault : { kind: "pass" });
}

test.for<[what: string, name: string, fault: Fault | ((request: HeardRequest) => Fault), reason: RegExp]>([
  ["resets connections", "reset", { kind: "reset" }, /cannot reach the store at http:.*is it running/],
  ["hangs", "hang", { kind: "hang" }, /cannot reach the store at http:.*is it running/],
  ["answers 500", "failing", nonsense.failure, /the store at http:.* answered 500/],
  ["asks to slow down", "slow", slowDown, /answered 503: Please reduce your request rate/],
  ["answers with a page", "page", nonsense.page, /what answers is no S3 store|no answer of S3/],
  [
    "cuts objects off",
    "cut",
    ofObjects({ kind: "truncate", afterBytes: 10, end: "reset" }),
    /cannot fetch model\.onnx: /,
  ],
  ["hangs in objects", "stalled", ofObjects({ kind: "hang" }), /cannot reach the store at http:/],
])(
  "S3 %s: the old version serves on until the new one is here",
  async ([, name, fault, reason], { expect }) => {
    await using model = await TwoVersions.discover({ stage, gateway, name });
    using files = await ModelFiles.copy(stage, stage.logged.three);
    stage.store.fault = fault;
    await stage.publish(name, files.uri);
    await expect
      .poll(() => viewModel(gateway.url, name), soon)
      .toMatchObject({
        status: "loaded",
        version: "1",
        reason: expect.stringMatching(reason),
      });
    stage.heal();
    await model.untilMoved(expect);
  },
);

test.for<[what: string, name: string, damage: (files: ModelFiles) => Promise<void>, reason: RegExp]>([
  ["a model.onnx that is gone", "bodiless", (files) => files.remove("model.onnx"), /model\.onnx/],
  ["a model.onnx that is none", "garbled", (files) => files.write("model.onnx", "garbage"), /model\.onnx/],
  ["an MLmodel that is gone", "nameless", (files) => files.remove("MLmodel"), /MLmodel/],
  ["an MLmodel that is none", "babble", (files) => files.write("MLmodel", "{[garbage"), /MLmodel/],
  ["an MLmodel that is empty", "empty", (files) => files.write("MLmodel", ""), /MLmodel/],
])("%s: the old version serves on until it is mended", async ([, name, damage, reason], { expect }) => {
  await using model = await TwoVersions.discover({ stage, gateway, name });
  using files = await ModelFiles.copy(stage, stage.logged.three);
  const whole = { onnx: await files.read("model.onnx"), description: await files.read("MLmodel") };
  await damage(files);
  await stage.publish(name, files.uri);
  await expect
    .poll(() => viewModel(gateway.url, name), soon)
    .toMatchObject({
      status: "loaded",
      version: "1",
      reason: expect.stringMatching(reason),
    });
  await files.write("model.onnx", whole.onnx);
  await files.write("MLmodel", whole.description);
  await model.untilMoved(expect);
});

test("a version that cannot be loaded is tried more and more seldom, and its reason is logged once", async ({
  expect,
}) => {
  const name = "hopeless";
  await using model = await TwoVersions.discover({ stage, gateway, name });
  using files = await ModelFiles.copy(stage, stage.logged.three);
  const onnx = await files.read("model.onnx");
  await files.write("model.onnx", "garbage");
  const logged = gateway.log.length;
  const startMs = performance.now();
  await stage.publish(name, files.uri);
  const tries = (): number => stage.store.heard.filter(({ url }) => isListingOf(files, url)).length;
  await expect.poll(tries, soon).toBe(5);
  expect(performance.now() - startMs).toBeGreaterThan(2500);
  const said = gateway.log.slice(logged).filter((line) => line.includes('"level":"warn"'));
  expect(said.map((line) => /"message":"([^"]*)"/.exec(line)?.[1])).toEqual([
    "model failed to load",
    "reload failed",
  ]);
  await files.write("model.onnx", onnx);
  await model.untilMoved(expect);
});

test("a full disk: the reason names it, and the new version is served once there is room", async ({
  expect,
}) => {
  await using disk = await SmallDisk.mount(12 * 2 ** 20);
  await stage.publish("kept", stage.logged.five);
  await using own = await stage.startGateway({
    SWITCHYARD_MODELS: "kept=models:/kept@champion",
    SWITCHYARD_CACHE_DIR: disk.path,
  });
  await using model = await TwoVersions.begin({ stage, gateway: own, name: "kept" });
  const filler = join(disk.path, "filler");
  const { bavail, bsize } = await statfs(disk.path);
  await writeFile(filler, new Uint8Array(bavail * bsize - 2 ** 19));
  await stage.publish("kept", stage.logged.three);
  await expect
    .poll(() => viewModel(own.url, "kept"), soon)
    .toMatchObject({
      status: "loaded",
      version: "1",
      reason: expect.stringMatching(`^no space left in ${disk.path}: needs \\d+ bytes, \\d+ free`),
    });
  await rm(filler);
  await model.untilMoved(expect);
});

test("an object that changes between listing and reading is fetched anew, whole", async ({ expect }) => {
  const name = "changing";
  await using model = await TwoVersions.discover({ stage, gateway, name });
  using files = await ModelFiles.copy(stage, stage.logged.three);
  const next = `${Buffer.from(await files.read("MLmodel")).toString()}# changed\n`;
  let hasChanged = false;
  stage.store.fault = async ({ url }) => {
    if (url.includes(files.keyOf("MLmodel")) && !hasChanged) {
      hasChanged = true;
      await files.write("MLmodel", next);
    }
    return { kind: "pass" };
  };
  await stage.publish(name, files.uri);
  await model.untilMoved(expect);
  expect(gateway.log.filter((line) => /changed while it was fetched/.test(line))).not.toEqual([]);
});
