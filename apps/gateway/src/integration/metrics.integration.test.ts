import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { irisSplit } from "../testing/bodies.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { prometheusFolder, promtool, RunningPrometheus } from "./prometheus.ts";

const dashboards = join(prometheusFolder, "../grafana/dashboards");
const target = z.object({ expr: z.string() });
const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(target).default([]) })),
  annotations: z.object({ list: z.array(z.object({ name: z.string(), expr: z.string() })) }),
});

/** A real gateway with a model that answers and one that is not there, asked all the time, and a real Prometheus. */
describe("Prometheus", () => {
  const stack = new AsyncDisposableStack();
  let gateway: TestGateway;
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    gateway = stack.use(
      await startTestGateway({
        env: {
          SWITCHYARD_MODELS: "iris=models:/iris@champion,absent=models:/iris/99",
          SWITCHYARD_MEMORY_MAX_BYTES: "4e9",
          SWITCHYARD_POLL_INTERVAL_MS: "1000",
        },
      }),
    );
    prometheus = await RunningPrometheus.start(new URL(gateway.baseUrl).host, stack);
    const asking = setInterval(() => void askAll(gateway), 50);
    stack.defer(() => clearInterval(asking));
    await prometheus.finds("model_ready", AbortSignal.timeout(20_000));
    gateway.moveAlias("iris", "champion", "1");
    const switched = await gateway.post("/models/iris/reload");
    if (!switched.ok) throw new Error(await switched.text());
  });
  afterAll(async () => await stack.disposeAsync());

  test("reads all that the gateway tells", async ({ expect }) => {
    const health = [{ health: "up", lastError: "" }];
    await expect.poll(() => prometheus.targets()).toMatchObject(health);
  });

  test("has nothing against our names; those of Triton are Triton's", async ({ expect }) => {
    const told = await (await gateway.get("/metrics")).text();
    const complaints = await promtool(["check", "metrics"], told);
    expect(complaints.filter((line) => !line.startsWith("nv_"))).toEqual([]);
  });

  test("sees that a model does not answer, and that its callers are refused", async ({ expect }) => {
    await expect
      .poll(() => prometheus.firing(), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(["SwitchyardModelDown absent", "SwitchyardQueueFull absent"]));
    expect(await prometheus.firing()).not.toContain("SwitchyardModelDown iris");
  });

  test.for(["switchyard.json", "switchyard-model.json"])(
    "has data for every panel of %s",
    async (name, { expect }) => {
      const { panels, annotations } = dashboard.parse(
        JSON.parse(await readFile(join(dashboards, name), "utf8")),
      );
      const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
      const switches = annotations.list.map(({ name: title, expr }) => ({ title, expr }));
      expect(queries.length).toBeGreaterThan(15);
      const without = async (): Promise<readonly string[]> => {
        const empty = await Promise.all(
          [...queries, ...switches].map(async ({ title, expr }) =>
            (await prometheus.query(filledIn(expr))).length === 0 ? [title] : [],
          ),
        );
        return empty.flat();
      };
      // Nothing was held back here, and what is not in the registry is no version that could not be loaded.
      const unseen = ["could not be loaded", "held back"];
      await expect.poll(without, { timeout: 30_000, interval: 1000 }).toEqual(unseen);
    },
  );
});

test("promtool accepts the configuration and the rules, and each rule does what its cases say", async ({
  expect,
}) => {
  const checks = [
    ["check", "config", "prometheus.yaml"],
    ["check", "rules", "alerts.yaml"],
    ["test", "rules", "alerts.test.yaml"],
  ];
  for (const check of checks) {
    const said = (await promtool(check)).join("\n");
    expect(said).toContain("SUCCESS");
    expect(said).not.toContain("FAILED");
  }
});

async function askAll(gateway: TestGateway): Promise<void> {
  for (const [model, body] of [
    ["iris", irisSplit] as const,
    ["iris", "{"] as const,
    ["absent", "{}"] as const,
  ])
    await gateway.post(`/models/${model}/invocations`, body);
}

/** As Grafana would, with all models and gateways chosen, over the whole time of the test. */
function filledIn(query: string): string {
  return query
    .replaceAll(/\[(?:\$__(?:rate_interval|range)|1m)\]/g, "[5m]")
    .replaceAll("$instance", ".*")
    .replaceAll("$model", "iris");
}
