import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import type { TestGateway } from "../testing/test-gateway.ts";
import { underLoad } from "../testing/under-load.ts";
import { followRegistry } from "./follow-registry.ts";
import { askClient, startRegistry, type RunningMlflow } from "./testbed.ts";

describe("following a real MLflow server", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  test("a version that the Python client registers under load is served after a reload; no request fails", async ({
    expect,
  }) => {
    const old = await register(registry, "models:/iris/1", "rising");
    await using gateway = await followRegistry(registry, { iris: "models:/iris@rising" });
    let isAcknowledged = false;
    const late: string[] = [];
    let made = "";
    const answers = await underLoad(
      async () => {
        const sentAfter = isAcknowledged;
        const answer = await ask(gateway);
        if (sentAfter) late.push(answer);
        return answer;
      },
      async () => {
        made = await register(registry, "models:/iris/2", "rising");
        const response = await gateway.post("/models/iris/reload");
        isAcknowledged = true;
        expect(await response.json()).toMatchObject({
          status: "success",
          old_version: `v${old}`,
          new_version: `v${made}`,
          version_changed: true,
        });
      },
    );
    expect(new Set(answers)).toEqual(new Set([`200 v${old}`, `200 v${made}`]));
    expect(new Set(late)).toEqual(new Set([`200 v${made}`]));
  });

  test.for([
    ["its alias", () => "models:/iris@doomed", "doomed"],
    ["its number", (version: string) => `models:/iris/${version}`, "version"],
  ] as const)(
    "a version that is deleted and followed by %s serves on, and the reload says why",
    async ([, uriOf, reason], { expect }) => {
      const version = await register(registry, "models:/iris/1", "doomed");
      await using gateway = await followRegistry(registry, { iris: uriOf(version) });
      expect(await ask(gateway)).toBe(`200 v${version}`);
      await askClient(registry.url, "delete", "iris", version);
      const response = await gateway.post("/models/iris/reload");
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({
        status: "error",
        message: expect.stringContaining(reason),
        serving_version: `v${version}`,
      });
      expect(await ask(gateway)).toBe(`200 v${version}`);
      expect((await gateway.get("/readyz")).status).toBe(200);
    },
  );
});

test("while the server is away models serve on and a reload is 502; when it is back, reloads go on", async ({
  expect,
}) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-registry-"));
  const directory = join(folder.path, "registry");
  const first = await startRegistry({ directory });
  await using gateway = await followRegistry(first, { iris: "models:/iris@previous" });
  await first[Symbol.asyncDispose]();

  expect(await ask(gateway)).toBe("200 v1");
  const refused = await gateway.post("/models/iris/reload");
  expect(refused.status).toBe(502);
  expect(await refused.json()).toMatchObject({
    message: expect.stringContaining("cannot reach MLflow"),
    serving_version: "v1",
  });
  expect(await ask(gateway)).toBe("200 v1");
  expect((await gateway.get("/readyz")).status).toBe(200);

  await using second = await startRegistry({ directory, port: new URL(first.url).port });
  const made = await register(second, "models:/iris/2", "previous");
  const response = await gateway.post("/models/iris/reload");
  expect(await response.json()).toMatchObject({ status: "success", new_version: `v${made}` });
  expect(await ask(gateway)).toBe(`200 v${made}`);
});

async function register(registry: RunningMlflow, uri: string, alias: string): Promise<string> {
  return String(await askClient(registry.url, "register", "iris", uri, alias));
}

async function ask(gateway: TestGateway): Promise<string> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return `${response.status} v${response.headers.get("x-model-version")}`;
}
