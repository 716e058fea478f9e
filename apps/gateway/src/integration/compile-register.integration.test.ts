import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import type { TestGateway } from "../testing/test-gateway.ts";
import { underLoad } from "../testing/under-load.ts";
import { CompileModels } from "./compile-models.ts";
import { followRegistry } from "./follow-registry.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

const uri = "models:/tree@champion";
const right = JSON.stringify({ predictions: ["setosa"] });

/** `models compile --register` against a real MLflow server, and gateways that follow it. */
describe("registering a compiled model", () => {
  let models: CompileModels;
  let registry: RunningMlflow;
  beforeAll(async () => {
    [models, registry] = await Promise.all([CompileModels.write(), startRegistry()]);
    await models.register("tree", registry.url);
  });
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await models[Symbol.asyncDispose]();
  });

  test("makes the next version, which takes over from Python under load without a failed request", async ({
    expect,
  }) => {
    const interpreted = { SWITCHYARD_PYTHON: models.python, SWITCHYARD_COMPILE: "off" };
    await using gateway = await followRegistry(registry, { tree: uri }, interpreted);
    await using withoutPython = await followRegistry(
      registry,
      { tree: uri },
      { SWITCHYARD_PYTHON: "/nowhere/python" },
    );
    expect(await told(gateway)).toEqual({ status: 200, version: "1", text: right });
    expect(await told(withoutPython)).toMatchObject({ status: 503 });

    const { code, stdout, stderr } = await models.compile(uri, "--register", "--tracking-uri", registry.url);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^tree 1: compiled by skl2onnx .*\nregistered as version 2 of tree\n$/);
    expect(await versionOf(registry, "2")).toMatchObject({
      model_version: {
        status: "READY",
        tags: expect.arrayContaining([
          { key: "switchyard.compiled_from", value: "1" },
          { key: "switchyard.converter", value: expect.stringContaining("skl2onnx") },
          { key: "switchyard.largest_error", value: expect.stringMatching(/^\d\.\de[+-]\d+$/) },
        ]),
      },
    });
    expect(await told(gateway)).toMatchObject({ version: "1" });

    const answers = await underLoad(
      () => told(gateway),
      async () => await promote(registry, "2", gateway),
    );
    const wrong = answers.filter(({ status, text }) => status !== 200 || text !== right);
    expect(wrong).toEqual([]);
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set(["1", "2"]));
    await reloaded(withoutPython, "2");
    for (const each of [gateway, withoutPython]) {
      expect(await told(each)).toEqual({ status: 200, version: "2", text: right });
      expect(await (await each.get("/models/tree")).json()).toMatchObject({
        runtime: "onnxruntime",
        compilation: { status: "compiled", converter: expect.stringContaining("skl2onnx") },
      });
    }
  });

  test("only a version of a registered model can be registered: exit code 2, before any work", async ({
    expect,
  }) => {
    const { code, stdout, stderr } = await models.compile(models.pathOf("tree"), "--register");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("only a version of a registered model can be registered anew");
  });
});

interface Told {
  readonly status: number;
  readonly version: string | null;
  readonly text: string;
}

async function told(gateway: TestGateway): Promise<Told> {
  const response = await gateway.post("/models/tree/invocations", irisSplit);
  return {
    status: response.status,
    version: response.headers.get("x-model-version"),
    // Python writes a space where others write none.
    text: (await response.text()).replaceAll(" ", ""),
  };
}

async function versionOf({ url }: RunningMlflow, version: string): Promise<unknown> {
  const path = `api/2.0/mlflow/model-versions/get?name=tree&version=${version}`;
  return await (await fetch(`${url}/${path}`)).json();
}

async function promote({ url }: RunningMlflow, version: string, gateway: TestGateway): Promise<void> {
  await fetch(`${url}/api/2.0/mlflow/registered-models/alias`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "tree", alias: "champion", version }),
  });
  await reloaded(gateway, version);
}

/** Has the registry asked, and waits until the version serves. */
async function reloaded(gateway: TestGateway, version: string): Promise<void> {
  await gateway.post("/models/tree/reload");
  const endMs = Date.now() + 30_000;
  while ((await told(gateway)).version !== version) {
    if (Date.now() > endMs) throw new Error(`version ${version} does not serve`);
    await delay(20);
  }
}
