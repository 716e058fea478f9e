import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, test } from "vitest";
import { main, runCommand, type Finished } from "./testing/run-command.ts";
import { watchCommand } from "./testing/watch-command.ts";

const variables = {
  SWITCHYARD_PORT: "0",
  SWITCHYARD_MODELS: "iris=models:/iris@champion,topic=models:/topic-classification/2",
};

const run = async (...args: readonly string[]): Promise<Finished> => await runCommand(args, variables);

let gateway: ChildProcess;
let url = "";
let cache: Awaited<ReturnType<typeof mkdtempDisposable>>;

beforeAll(async () => {
  cache = await mkdtempDisposable(join(tmpdir(), "switchyard-cli-"));
  gateway = spawn(process.execPath, ["--conditions=source", main, "serve", "--cache-dir", cache.path], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (!gateway.stdout) throw new Error("no output");
  let models = 0;
  for await (const line of createInterface({ input: gateway.stdout })) {
    url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0] ?? url;
    models += 1;
    if (models === 2) break;
  }
});

afterAll(async () => {
  const exited = once(gateway, "exit");
  gateway.kill("SIGINT");
  await exited;
  await cache.remove();
});

test("status lists what is served", async ({ expect }) => {
  const { code, stdout } = await run("status", "--url", url);
  expect(stdout).toMatch(
    /NAME +STATUS +VERSION[^]*iris +ready +2 +onnxruntime +champion +models:\/iris@champion/,
  );
  expect(code).toBe(0);
});

test.for([
  [["topic", "Striker", "scores", "twice"], '"label": "sports"'],
  [
    ["iris", "--data", '{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}'],
    '"label": "setosa"',
  ],
  [["topic", "--invocations", "Striker scores twice"], '"sports"'],
] as const)("predict %j", async ([args, expected], { expect }) => {
  const { code, stdout } = await run("predict", "--url", url, ...args);
  expect(stdout).toContain(expected);
  expect(code).toBe(0);
});

test("a refusal goes to standard error, with exit code 1", async ({ expect }) => {
  const { code, stdout, stderr } = await run("predict", "--url", url, "nope", "text");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("no model nope");
});

test("reload says what became of it", async ({ expect }) => {
  expect((await run("reload", "iris", "--url", url)).stdout).toContain('"version_changed": false');
});

test("a forced reload is one, too", async ({ expect }) => {
  const { code, stdout } = await run("reload", "iris", "--force", "--url", url);
  expect(stdout).toContain('"status": "success"');
  expect(code).toBe(0);
});

test("a rollback without a version before is refused, with exit code 1", async ({ expect }) => {
  const { code, stderr } = await run("rollback", "iris", "--url", url);
  expect(stderr).toMatch(/^switchyard: .*; v2 serves on\n$/);
  expect(code).toBe(1);
});

test("history tells what became of a model, the newest last", async ({ expect }) => {
  const { code, stdout } = await run("history", "iris", "--url", url);
  expect(stdout).toMatch(/ loading +version 2, as champion\n[^]* switched +version 2/);
  expect(code).toBe(0);
  const json = await run("history", "iris", "--limit", "1", "--json", "--url", url);
  expect(JSON.parse(json.stdout)).toMatchObject({ model: "iris", events: [{ version: "2" }] });
});

test("the level of the log is told, and set", async ({ expect }) => {
  expect((await run("logs", "level", "--url", url)).stdout).toBe("info\n");
  expect((await run("logs", "level", "debug", "--url", url)).stdout).toContain("logs debug from now on");
  expect(JSON.parse((await run("logs", "level", "--json", "--url", url)).stdout)).toEqual({ level: "debug" });
  expect(await run("logs", "level", "info", "--quiet", "--url", url)).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test.for([
  [["status", "--watch"], /iris +ready +2/],
  [["status", "--watch", "--json"], /^\{"models":\[\{"name":"iris"/],
  [["top"], /iris +2 +\d/],
  [["top", "--json"], /"iris":\{"requests_per_second":/],
  [["history", "iris", "--follow"], /switched +version 2/],
] as const)("%j goes on until it is interrupted", async ([args, expected], { expect }) => {
  await using watching = watchCommand([...args, "--url", url]);
  for await (const line of watching.lines) if (expected.test(line)) break;
  expect(await watching.interrupt()).toEqual([130, null]);
});

test("complete names what is served", async ({ expect }) => {
  const { stdout } = await runCommand(["__complete", "fish", "predict", "t"], { SWITCHYARD_URL: url });
  expect(stdout).toBe("topic\n");
});

test("models list reads the registry, not the gateway", async ({ expect }) => {
  const { stdout } = await run("models", "list");
  expect(stdout).toMatch(/abalone +champion=1/);
});

test("says how to reach a gateway where none answers", async ({ expect }) => {
  const { code, stderr } = await run("status", "--url", "http://127.0.0.1:9");
  expect(code).toBe(1);
  expect(stderr).toContain("no gateway answers at http://127.0.0.1:9");
});

test("help names the commands", async ({ expect }) => {
  const { stdout } = await run("--help");
  for (const command of ["serve", "predict", "status", "reload", "rollback", "models"])
    expect(stdout).toContain(command);
  expect((await run("serve", "--help")).stdout).toContain("--tracking-uri");
  expect((await run("model-server", "--help")).stdout).toMatch(/MODEL_NAME[^]*--tracking-uri/);
});
