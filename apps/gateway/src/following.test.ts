import { once } from "node:events";
import { cp, mkdtempDisposable, rename } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "vitest";
import { z } from "zod";
import { portOf } from "./integration/port-of.ts";
import { irisSplit } from "./testing/bodies.ts";
import { sampleRegistry } from "./testing/sample-models.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";
import { underLoad } from "./testing/under-load.ts";

const listing = z.object({ models: z.array(z.object({ name: z.string() })) });
const polling = { SWITCHYARD_POLL_INTERVAL_MS: "50" };

test("an alias that moves is followed by itself, under load and without a failed request", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({
    env: { ...polling, SWITCHYARD_MODELS: "iris=models:/iris@previous" },
  });
  const answers = await underLoad(
    () => ask(gateway),
    async () => {
      for (const version of ["2", "1", "2"]) {
        gateway.moveAlias("iris", "previous", version);
        await expect.poll(() => ask(gateway), { timeout: 10_000 }).toBe(`200 v${version}`);
      }
    },
  );
  expect(new Set(answers)).toEqual(new Set(["200 v1", "200 v2"]));
  const metrics = await (await gateway.get("/metrics")).text();
  expect(metrics).toContain('model_swap_total{model="iris",result="switched"} 3');
  expect(metrics).toMatch(/^registry_lag_seconds \d/m);
});

test("models come with the alias that is discovered and go with it", async ({ expect }) => {
  await using gateway = await startTestGateway({
    env: { ...polling, SWITCHYARD_DISCOVER: "alias:previous" },
  });
  const names = async (): Promise<readonly string[]> => {
    const { models } = listing.parse(await (await gateway.get("/models")).json());
    return models.map(({ name }) => name).toSorted();
  };
  expect(await names()).toEqual(["iris", "topic-classification"]);
  gateway.deleteAlias("iris", "previous");
  await expect.poll(names, { timeout: 10_000 }).toEqual(["topic-classification"]);
  expect(await ask(gateway)).toBe("404 vnull");
  gateway.moveAlias("iris", "previous", "2");
  await expect.poll(() => ask(gateway), { timeout: 10_000 }).toBe("200 v2");
});

test("the gateway is not ready before it knows which models there are", async ({ expect }) => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const registry = createServer((_request, response) => {
    asked.resolve();
    void answer.promise.then(() => response.end('{"registered_models":[]}'));
  });
  await once(registry.listen(0, "127.0.0.1"), "listening");
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const port = portOf(free);
  free.close();
  const started = startTestGateway({
    env: { MLFLOW_TRACKING_URI: `http://127.0.0.1:${portOf(registry)}`, SWITCHYARD_PORT: String(port) },
  });
  await asked.promise;
  const statusOf = async (path: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect([await statusOf("/readyz"), await statusOf("/v2/health/ready")]).toEqual([503, 503]);
  answer.resolve();
  await using gateway = await started;
  expect(gateway.baseUrl).toContain(`:${port}`);
  expect([await statusOf("/readyz"), await statusOf("/v2/health/ready")]).toEqual([200, 200]);
  registry.close();
});

test("while the registry is away its models serve on, and health says since when", async ({ expect }) => {
  await using gateway = await startTestGateway({
    env: { ...polling, SWITCHYARD_MODELS: "iris=models:/iris@champion" },
  });
  const health = async (): Promise<unknown> => (await gateway.get("/health")).json();
  await expect.poll(health).toMatchObject({ registry: "current", registry_lag_seconds: expect.any(Number) });
  await rename(gateway.database, `${gateway.database}.away`);
  await expect.poll(health).toMatchObject({
    status: "healthy",
    registry: "stale",
    registry_reason: expect.stringContaining("there is no such file"),
  });
  expect(await ask(gateway)).toBe("200 v2");
  await rename(`${gateway.database}.away`, gateway.database);
  await expect.poll(health).toMatchObject({ registry: "current" });
});

test("a gateway that starts without its registry serves what it served last, and follows again once it is there", async ({
  expect,
}) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-restart-"));
  const database = join(folder.path, "mlflow.db");
  await cp(join(sampleRegistry, "mlflow.db"), database);
  const options = { directory: folder.path, env: { ...polling, SWITCHYARD_DISCOVER: "alias:previous" } };
  {
    await using first = await startTestGateway(options);
    expect(await ask(first)).toBe("200 v1");
  }
  await rename(database, `${database}.away`);
  await using second = await startTestGateway(options);
  expect(await ask(second)).toBe("200 v1");
  expect(await (await second.get("/health")).json()).toMatchObject({ status: "healthy", registry: "stale" });
  expect((await second.get("/readyz")).status).toBe(200);
  await rename(`${database}.away`, database);
  second.moveAlias("iris", "previous", "2");
  await expect.poll(() => ask(second), { timeout: 10_000 }).toBe("200 v2");
});

test("a gateway that starts while its registry lists nothing serves what it served last", async ({
  expect,
}) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-empty-"));
  const database = join(folder.path, "mlflow.db");
  await cp(join(sampleRegistry, "mlflow.db"), database);
  const options = { directory: folder.path, env: { ...polling, SWITCHYARD_DISCOVER: "alias:previous" } };
  {
    await using first = await startTestGateway(options);
    expect(await ask(first)).toBe("200 v1");
  }
  await cp(database, `${database}.whole`);
  {
    using emptied = new DatabaseSync(database, { enableForeignKeyConstraints: false });
    emptied.exec("DELETE FROM registered_models");
  }
  await using second = await startTestGateway(options);
  expect(await ask(second)).toBe("200 v1");
  await rename(`${database}.whole`, database);
  second.moveAlias("iris", "previous", "2");
  await expect.poll(() => ask(second), { timeout: 10_000 }).toBe("200 v2");
});

test.for([
  ["latest:1", "models:/iris/1", ["1", "2"]],
  ["all", "models:/iris@champion", ["1", "2"]],
  ["followed", "models:/iris@champion", ["2"]],
] as const)("versions: %s of %s keeps loaded %j", async ([versions, uri, expected], { expect }) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: `iris=${uri}`, SWITCHYARD_VERSIONS: versions },
  });
  const answers = await Promise.all(
    ["1", "2"].map(async (version) => {
      const response = await gateway.post(`/models/iris/versions/${version}/invocations`, irisSplit);
      await response.arrayBuffer();
      return response.status === 200 ? [version] : [];
    }),
  );
  expect(answers.flat()).toEqual(expected);
});

test("swap: resource frees the old version before it loads the next", async ({ expect }) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@previous", SWITCHYARD_SWAP: "resource" },
  });
  const [old = 0] = gateway.workersOf("iris");
  gateway.moveAlias("iris", "previous", "2");
  await gateway.post("/models/iris/reload");
  expect(await ask(gateway)).toBe("200 v2");
  expect(() => process.kill(old, 0)).toThrow("ESRCH");
});

async function ask(gateway: TestGateway): Promise<string> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return `${response.status} v${response.headers.get("x-model-version")}`;
}
