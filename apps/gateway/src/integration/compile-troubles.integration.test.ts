import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { conversionArgs, pythonCommand } from "@switchyard/python-worker";
import { afterAll, beforeAll, describe, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { CompileModels } from "./compile-models.ts";
import { installTestbed } from "./testbed.ts";

const right = { predictions: ["setosa"] };

/** One gateway whose models each have a trouble of their own. */
describe("a model that is not compiled", () => {
  let models: CompileModels;
  let gateway: TestGateway;
  beforeAll(async () => {
    models = await CompileModels.write();
    const served = {
      // First, since it takes longest.
      hanging: { uri: models.pathOf("hanging") },
      required: { uri: models.pathOf("own"), compile: "require" },
      off: { uri: models.pathOf("tree"), compile: "off" },
      bare: { uri: models.pathOf("tree"), python: await installTestbed() },
      crashing: { uri: models.pathOf("crashing") },
    };
    const config = models.pathOf("switchyard.yaml");
    await writeFile(config, JSON.stringify({ loadTimeoutMs: 60_000, models: served }));
    gateway = await startTestGateway({
      env: {
        SWITCHYARD_CONFIG: config,
        SWITCHYARD_PYTHON: models.python,
      },
    });
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await models[Symbol.asyncDispose]();
  });

  test("is not served where it must be, and the reason says why", async ({ expect }) => {
    expect((await gateway.post("/models/required/invocations", irisSplit)).status).toBe(503);
    expect(await (await gateway.get("/models/required")).json()).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/the model must be compiled, and is not: skl2onnx .* cannot convert Own/),
    });
  });

  test.for([
    ["off", "off", undefined],
    ["bare", "refused", "is not installed in "],
    ["crashing", "refused", "converting ended with 7"],
    ["hanging", "refused", "converting took too long"],
  ] as const)("is answered by Python, and says why: %s", async ([name, status, reason], { expect }) => {
    const answer = await gateway.post(`/models/${name}/invocations`, irisSplit);
    expect(await answer.json()).toEqual(right);
    expect(await (await gateway.get(`/models/${name}`)).json()).toMatchObject({
      runtime: expect.stringMatching(/^python 3/),
      compilation: { status, ...(reason === undefined ? {} : { reason: expect.stringContaining(reason) }) },
    });
  });
});

test("a conversion ends when the gateway that asked for it is gone", async ({ expect }) => {
  await using models = await CompileModels.write();
  const { program, args, env } = pythonCommand(
    models.python,
    conversionArgs(models.pathOf("hanging"), models.pathOf("output"), "$$"),
    process.env,
  );
  const shell = spawn("sh", ["-c", `${[program, ...args].join(" ")} & echo $!; wait`], { env });
  const [said] = await once(createInterface(shell.stdout), "line");
  const pid = Number(said);
  expect(isAlive(pid)).toBe(true);
  shell.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
