import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { GatewayProcess } from "../gateway-process.ts";
import { madeUpShells, shell } from "./made-up-shells.ts";
import { installTestbed, startRegistry, type RunningMlflow } from "../testbed.ts";
import { runClient } from "./run-client.ts";

const jobs = join(import.meta.dirname, "../../../../../examples/training/jobs");

/** A service that trains, serves and logs by the variables that it knows, beside an MLflow server with SQLite. */
describe("the abalone service", () => {
  const resources = new AsyncDisposableStack();
  let mlflow: RunningMlflow;
  let service: GatewayProcess;

  beforeAll(async () => {
    mlflow = await startRegistry();
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-abalone-")));
    const python = await installTestbed();
    const [config, data] = [join(folder.path, "switchyard.yaml"), join(folder.path, "abalone.csv")];
    await writeFile(data, madeUpShells());
    await writeFile(config, stringify({ models: { "abalone-age": model(python) } }));
    service = resources.use(
      await GatewayProcess.start(
        {
          ABALONE_MLFLOW_TRACKING_URI: mlflow.url,
          ABALONE_MLFLOW_EXPERIMENT_NAME: "abalone age",
          ABALONE_MLFLOW_MODEL_NAME: "abalone-age",
          ABALONE_MLFLOW_ENABLE_TRACKING: "true",
          ABALONE_DATA: data,
          HOST: "127.0.0.1",
          PORT: "0",
          SWITCHYARD_CONFIG: config,
          SWITCHYARD_PYTHON: python,
          SWITCHYARD_CACHE_DIR: join(folder.path, "cache"),
          SWITCHYARD_POLL_INTERVAL_MS: "500",
        },
        ["model-server"],
      ),
    );
  });
  afterAll(async () => {
    await resources.disposeAsync();
    await mlflow[Symbol.asyncDispose]();
  });

  const ask = async (path: string, body?: object): Promise<Response> =>
    await fetch(`${service.url}${path}`, {
      method: body ? "POST" : "GET",
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  const untilHealth = async (isSo: (health: Health) => boolean): Promise<Health> => {
    for (;;) {
      const found = health.parse(await (await ask("/health")).json());
      if (isSo(found)) return found;
    }
  };

  test("says before the first training that there is no model, and where it looks", async () => {
    await untilHealth(({ registry }) => registry === "current");
    const response = await ask("/health");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: "unhealthy",
      model_uri: "models:/abalone-age/latest",
      reason: expect.stringContaining("no registered model abalone-age"),
      tracking_uri: mlflow.url,
    });
    expect((await ask("/predict", shell)).status).toBe(503);
  });

  test("trains, registers and serves, as its Python client sees it", async () => {
    const said = await runClient("abalone", { language: "py", env: { ABALONE_URL: service.url } });
    expect(said).toMatch(/version 1: \d+\.\d rings/);
    const response = await ask("/predict", [shell, { ...shell, length: 0.7 }]);
    expect(await response.json()).toEqual([
      { prediction: expect.any(Number) },
      { prediction: expect.any(Number) },
    ]);
    expect(response.headers.get("x-model-version")).toBe("1");
  });

  test("the training's run has hyperparameters, errors and sample counts", async () => {
    const [run] = await runsOf(mlflow.url, "params.train_samples != ''");
    expect(run).toMatchObject({
      params: { n_estimators: "50", max_depth: "8", train_samples: "240", validation_samples: "60" },
      metrics: {
        train_mse: expect.any(Number),
        train_r2: expect.any(Number),
        validation_mse: expect.any(Number),
        validation_r2: expect.any(Number),
      },
    });
  });

  test("each prediction is a run with features, the answer and the version", async () => {
    await untilHealth(({ prediction_log: { written } }) => written >= 2);
    const [run] = await runsOf(mlflow.url, "tags.`switchyard.prediction` = 'true'");
    expect(run).toMatchObject({
      params: { sex: "M", diameter: "0.365", shell_weight: "0.15" },
      metrics: { prediction: expect.any(Number) },
      tags: { model_name: "abalone-age", model_version: "1" },
    });
  });

  test("a second training takes over, as the clients in TypeScript and of the shell see it", async () => {
    const env = { ABALONE_URL: service.url };
    expect(await runClient("abalone", { language: "ts", env })).toContain("version 2");
    expect(await runClient("abalone", { language: "sh", env, args: ["predict"] })).toMatch(/^\d+\.\d+ rings/);
    expect(await (await ask("/info")).json()).toMatchObject({ status: "loaded", metadata: { version: "2" } });
  });

  test("hyperparameters out of range are refused by name", async () => {
    const response = await ask("/train", { n_estimators: 0 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("n_estimators") });
  });

  test("with MLflow stopped no request fails, and the health says what is missing", async () => {
    await mlflow[Symbol.asyncDispose]();
    const statuses: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask("/predict", shell)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    const found = await untilHealth(
      ({ registry, prediction_log: { state } }) => registry === "stale" && state === "failing",
    );
    expect(found).toMatchObject({ status: "healthy", prediction_log: { reason: expect.any(String) } });
    expect((await ask("/predict", shell)).status).toBe(200);
  });
});

const health = z.object({
  status: z.string(),
  registry: z.string(),
  prediction_log: z.object({ state: z.string(), written: z.number(), reason: z.string().optional() }),
});
type Health = z.infer<typeof health>;

function model(python: string): object {
  const parameters = {
    type: "object",
    additionalProperties: false,
    properties: {
      n_estimators: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
      max_depth: { type: ["integer", "null"], minimum: 1, default: 10 },
      min_samples_split: { type: "integer", minimum: 2, default: 2 },
      min_samples_leaf: { type: "integer", minimum: 1, default: 1 },
      random_state: { type: "integer", default: 42 },
    },
  };
  const train = { command: [python, "abalone_forest.py"], directory: jobs, parameters };
  return { uri: "models:/abalone-age/latest", compile: "off", train };
}

const facts = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const found = z.object({
  runs: z.array(z.object({ data: z.object({ params: facts, metrics: facts, tags: facts }) })).default([]),
});

/** The runs of the service's experiment that a filter finds, by what they hold. */
async function runsOf(url: string, filter: string): Promise<readonly object[]> {
  const api = `${url}/api/2.0/mlflow`;
  const named = await fetch(
    `${api}/experiments/get-by-name?experiment_name=${encodeURIComponent("abalone age")}`,
  );
  const { experiment } = z
    .object({ experiment: z.object({ experiment_id: z.string() }) })
    .parse(await named.json());
  const response = await fetch(`${api}/runs/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ experiment_ids: [experiment.experiment_id], filter }),
  });
  return found
    .parse(await response.json())
    .runs.map(({ data }) =>
      Object.fromEntries(
        Object.entries(data).map(([kind, each]) => [
          kind,
          Object.fromEntries(each.map(({ key, value }) => [key, value])),
        ]),
      ),
    );
}
