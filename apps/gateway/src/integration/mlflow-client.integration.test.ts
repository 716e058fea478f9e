import { afterAll, beforeAll, describe, test } from "vitest";
import type { TestGateway } from "../testing/test-gateway.ts";
import { followRegistry } from "./follow-registry.ts";
import { sampleChampions, sampleVersions } from "./samples.ts";
import { askClient, predictByClient, startRegistry, type RunningMlflow } from "./testbed.ts";

const champions = sampleChampions();

describe("MLflow's own client", () => {
  let registry: RunningMlflow;
  let gateway: TestGateway;
  beforeAll(async () => {
    registry = await startRegistry();
    gateway = await followRegistry(
      registry,
      Object.fromEntries(champions.map(({ name }) => [name, `models:/${name}@champion`])),
    );
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  test("opens the sample registry and lists its models with their aliases", async ({ expect }) => {
    const expected: Record<string, Record<string, string>> = {};
    for (const { name, version, aliases } of sampleVersions())
      for (const alias of aliases) (expected[name] ??= {})[alias] = version;
    expect(await askClient(registry.url, "models")).toEqual(expected);
  });

  test.for(champions)(
    "asks $name for a prediction at its endpoint",
    async ({ name, example }, { expect }) => {
      const response = await gateway.post(`/models/${name}/invocations`, example);
      const expected: unknown = await response.json();
      expect(expected).toHaveProperty("predictions");
      expect(await predictByClient(gateway.baseUrl, name, example)).toEqual(expected);
    },
  );

  test("lists every model as an endpoint, and describes each", async ({ expect }) => {
    const listed = await askClient(gateway.baseUrl, "endpoints");
    expect(listed).toEqual(
      champions.map(({ name }) => ({
        name,
        endpoint_type: "mlflow/invocations",
        model: { name, provider: "switchyard" },
        endpoint_url: `${gateway.baseUrl}/endpoints/${name}/invocations`,
        limit: null,
      })),
    );
  });

  test("hears why an endpoint refuses", async ({ expect }) => {
    await expect(predictByClient(gateway.baseUrl, "nobody", "{}")).rejects.toThrow(/404[^]*nobody/);
  });
});
