import { execFile } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import type { TestGateway } from "../testing/test-gateway.ts";
import { followRegistry } from "./follow-registry.ts";
import { askClient, startRegistry, type RunningMlflow } from "./testbed.ts";

const main = join(import.meta.dirname, "../../../cli/src/main.ts");

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `switchyard models promote` against a real MLflow server and a gateway that never looks by itself. */
describe("promoting a version", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  test("moves the alias and waits until the gateway serves the version", async ({ expect }) => {
    await using gateway = await followRegistry(registry, { flowers: "models:/iris@previous" });
    const { code, stdout, stderr } = await promote(gateway, "previous", "--from", "champion", "--wait");
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "models:/iris@previous means version 2 now\nthe gateway serves it as flowers\n",
      stderr: "",
    });
    expect(await servedVersion(gateway)).toBe("2");
    expect(await askClient(registry.url, "models")).toMatchObject({ iris: { previous: "2", champion: "2" } });
  });

  test("tells why the gateway holds the version back", async ({ expect }) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-gate-"));
    await promote(undefined, "gated", "--version", "1");
    const config = join(directory.path, "switchyard.yaml");
    await writeFile(config, "defaults: { gate: { maxMemoryBytes: 1000 } }\n");
    await using gateway = await followRegistry(
      registry,
      { iris: "models:/iris@gated" },
      { SWITCHYARD_CONFIG: config },
    );
    const { code, stderr } = await promote(gateway, "gated", "--version", "2", "--wait");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /iris: the gateway holds version 2 back: iris 2 may not replace 1: it holds [\d.]+ MB/,
    );
    expect(await servedVersion(gateway, "iris")).toBe("1");
  });

  test("does not move an alias that the gateway does not follow, when it is to wait for it", async ({
    expect,
  }) => {
    await using gateway = await followRegistry(registry, { iris: "models:/iris/1" });
    const { code, stderr } = await promote(gateway, "lonely", "--version", "2", "--wait");
    expect(code).toBe(1);
    expect(stderr).toContain("no model of the gateway follows models:/iris@lonely");
    expect(await askClient(registry.url, "models")).not.toHaveProperty("iris.lonely");
  });

  async function promote(
    gateway: TestGateway | undefined,
    alias: string,
    ...args: readonly string[]
  ): Promise<Finished> {
    const url = gateway ? ["--url", gateway.baseUrl] : [];
    return await runCli([
      "models",
      "promote",
      "iris",
      "--to",
      alias,
      "--tracking-uri",
      registry.url,
      ...url,
      ...args,
    ]);
  }
});

async function runCli(args: readonly string[]): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>();
  const child = execFile(process.execPath, ["--conditions=source", main, ...args], (_error, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}

async function servedVersion(gateway: TestGateway, name = "flowers"): Promise<string | null> {
  const response = await gateway.post(`/models/${name}/invocations`, irisSplit);
  await response.arrayBuffer();
  return response.headers.get("x-model-version");
}
