import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { z } from "zod";
import { runCommand, type Finished } from "../testing/run-command.ts";
import { createSampleCache } from "../testing/sample-cache.ts";

const report = z.strictObject({
  status: z.enum(["ok", "warning", "failed"]),
  findings: z.array(
    z.strictObject({
      check: z.string(),
      state: z.enum(["ok", "warning", "failed"]),
      message: z.string(),
      advice: z.string().optional(),
    }),
  ),
});

type Report = z.infer<typeof report>;

/** At a port that is free. */
async function doctor(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  await using cache = await createSampleCache();
  return await runCommand(["doctor", ...args], { ...cache.env, SWITCHYARD_PORT: "0", ...env });
}

function statesOf({ findings }: Report, check: string): readonly string[] {
  return findings.filter((each) => each.check === check).map(({ state }) => state);
}

test("finds nothing that would keep the samples from being served: exit code 0", async ({ expect }) => {
  const { code, stdout } = await doctor(["--json"]);
  const { findings, status } = report.parse(JSON.parse(stdout));
  expect(findings.filter(({ state }) => state === "failed")).toEqual([]);
  expect(status).not.toBe("failed");
  expect(new Set(findings.map(({ check }) => check)).size).toBe(15);
  expect(findings.find(({ check }) => check === "models")?.message).toContain("iris 2");
  expect(code).toBe(0);
});

test("whatever is not ok says what to do", async ({ expect }) => {
  const { stdout } = await doctor(["--json", "--tracking-uri", "http://127.0.0.1:9"]);
  const { findings } = report.parse(JSON.parse(stdout));
  expect(findings.filter(({ state, advice }) => state !== "ok" && advice === undefined)).toEqual([]);
});

test.for([
  [
    { MLFLOW_TRACKING_URI: "http://127.0.0.1:9" },
    "registry",
    /cannot reach MLflow at http:\/\/127\.0\.0\.1:9/,
  ],
  [
    { SWITCHYARD_MODELS: "a=models:/iris/1,b=models:/irsi/1" },
    "models",
    /b \(models:\/irsi\/1\).*did you mean iris/,
  ],
  [{ SWITCHYARD_MODELS: "a=/nowhere" }, "artifacts", /a: .*\/nowhere/],
  [{ SWITCHYARD_PORT: "many", SWITCHYARD_JSON: "x" }, "configuration", /server\.port \(SWITCHYARD_PORT\)/],
  [{ SWITCHYARD_CACHE_DIR: "/dev/null/cache" }, "cache", /\/dev\/null is no directory/],
  [{ SWITCHYARD_URL: "http://127.0.0.1:9" }, "gateway", /no gateway answers/],
  [
    { SWITCHYARD_RUNTIME: "python", SWITCHYARD_PYTHON: "/nowhere/python" },
    "python",
    /\/nowhere\/python cannot be started/,
  ],
] as const)("%j fails at %s: exit code 1", async ([env, check, message], { expect }) => {
  const { code, stdout } = await doctor(["--json"], env);
  const found = report.parse(JSON.parse(stdout));
  expect(statesOf(found, check)).toContain("failed");
  expect(found.findings.map((each) => each.message)).toContainEqual(expect.stringMatching(message));
  expect(code).toBe(1);
});

test("a faulty file is told with all its faults", async ({ expect }) => {
  await using room = await createSampleCache();
  const file = join(room.path, "switchyard.yaml");
  await writeFile(file, "server: { prot: 1 }\nlog: { level: loud }\n");
  const { code, stdout } = await doctor(["--config", file, "--quiet"]);
  expect(stdout).toMatch(/failed +configuration +server\.prot: .*\n.*→[^]*failed +configuration +log\.level/);
  expect(code).toBe(1);
});

test("tells no secret", async ({ expect }) => {
  const secrets = {
    MLFLOW_TRACKING_TOKEN: "token-of-mlflow",
    SWITCHYARD_ADMIN_TOKEN: "token-of-admins",
    SWITCHYARD_API_TOKENS: "token-of-one,token-of-two",
    SWITCHYARD_WEBHOOK_SECRET: "secret-of-webhook",
    AWS_SECRET_ACCESS_KEY: "secret-of-amazon",
  };
  const uris = ["postgresql://ann:open-sesame@127.0.0.1:9/mlflow", "http://ann:open-sesame@127.0.0.1:9"];
  for (const uri of uris) {
    const { stdout, stderr } = await doctor([], { ...secrets, MLFLOW_TRACKING_URI: uri });
    expect(stdout).toContain("127.0.0.1:9");
    expect(stdout + stderr).not.toMatch(/-of-(?:mlflow|admins|one|two|webhook|amazon)|sesame/);
  }
});

test("quiet tells only what is not as it should be", async ({ expect }) => {
  const { stdout } = await doctor(["--quiet"]);
  expect(stdout).not.toMatch(/^ok /m);
});
