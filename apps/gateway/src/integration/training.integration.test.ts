import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { trainingCommand } from "../testing/training-gateway.ts";
import { madeUpShells, shell } from "./systems/made-up-shells.ts";
import { askClient, installTestbed, startRegistry, type RunningMlflow } from "./testbed.ts";
import { untilServed } from "./until-served.ts";

const examples = join(import.meta.dirname, "../../../../examples/training/jobs");

/** The examples of training jobs, with a real MLflow server and real scikit-learn. */
describe("training", () => {
  const resources = new AsyncDisposableStack();
  let registry: RunningMlflow;
  let gateway: TestGateway;

  beforeAll(async () => {
    registry = resources.use(await startRegistry());
    const directory = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-training-")));
    const python = await installTestbed();
    const [config, data] = [join(directory.path, "switchyard.yaml"), join(directory.path, "abalone.csv")];
    await Promise.all([writeFile(config, await configured(python)), writeFile(data, madeUpShells())]);
    gateway = resources.use(
      await startTestGateway({
        env: {
          MLFLOW_TRACKING_URI: registry.url,
          SWITCHYARD_ARTIFACTS_DESTINATION: "",
          SWITCHYARD_CONFIG: config,
          SWITCHYARD_PYTHON: python,
          SWITCHYARD_COMPILE: "off",
        },
        environment: { ...process.env, ABALONE_DATA: data, MLFLOW_DISABLE_TELEMETRY: "true" },
      }),
    );
  });
  afterAll(async () => await resources.disposeAsync());

  test("a forest is trained, registered, promoted and served", async ({ expect }) => {
    const path = "/models/abalone-forest/train?wait=true";
    const trained = await gateway.post(path, '{"n_estimators": 20, "max_depth": 5}');
    expect(await trained.json()).toMatchObject({
      status: "succeeded",
      parameters: { n_estimators: 20, max_depth: 5, min_samples_leaf: 1, random_state: 42 },
      model_name: "abalone-forest",
      version: "1",
      progress: 1,
      metrics: { train_r2: expect.any(Number), validation_mse: expect.any(Number) },
      promotion: { alias: "champion", status: "promoted" },
    });
    const answer = await gateway.post("/models/abalone-forest/predict", JSON.stringify(shell));
    expect(answer.headers.get("x-model-version")).toBe("1");
    expect(await answer.json()).toEqual({ prediction: expect.closeTo(11.5, 0) });
    expect(await askClient(registry.url, "models")).toMatchObject({ "abalone-forest": { champion: "1" } });
  });

  test("a version that the gate refuses is not promoted, and the alias goes back", async ({ expect }) => {
    const say = ['{"version": 2}'];
    const response = await gateway.post("/models/iris/train?wait=true", JSON.stringify({ steps: 1, say }));
    expect(await response.json()).toMatchObject({
      status: "succeeded",
      version: "2",
      promotion: {
        alias: "previous",
        status: "refused",
        reason: expect.stringMatching(/iris 2 may not replace 1: .*; previous means version 1 again/),
      },
    });
    expect(await askClient(registry.url, "models")).toMatchObject({ iris: { previous: "1" } });
    expect(await (await gateway.get("/models/iris")).json()).toMatchObject({ version: "1" });
  });

  test("without promotion the gateway looks at the registry, which it would not do by itself", async ({
    expect,
  }) => {
    await askClient(registry.url, "register", "iris", "models:/iris/1", "another");
    expect(await (await gateway.get("/models/newest")).json()).toMatchObject({ version: "2" });
    await gateway.post("/models/newest/train?wait=true", JSON.stringify({ say: ['{"version": 3}'] }));
    await untilServed(`${gateway.baseUrl}/models/newest`, "3");
  });

  test("ten epochs are told as they are, and MLflow has the figures of each", async ({ expect }) => {
    const response = await gateway.post("/models/iris-epochs/train?wait=true", "{}");
    const job = z
      .looseObject({ run_id: z.string(), history: z.array(z.unknown()) })
      .parse(await response.json());
    expect(job).toMatchObject({
      status: "succeeded",
      model_name: "Iris LR Model",
      promotion: { status: "promoted" },
    });
    expect(job.history).toHaveLength(10);
    const query = `run_id=${job.run_id}&metric_key=accuracy`;
    const kept = await fetch(`${registry.url}/api/2.0/mlflow/metrics/get-history?${query}`);
    const { metrics } = z
      .object({ metrics: z.array(z.object({ step: z.number(), value: z.number() })) })
      .parse(await kept.json());
    expect(job.history).toEqual(
      metrics.map(({ step, value }) => ({ step, metrics: { loss: expect.any(Number), accuracy: value } })),
    );
    const flower = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
    const answer = await gateway.post("/models/iris-epochs/predict", JSON.stringify(flower));
    expect(await answer.json()).toMatchObject({ label: "setosa" });
  });

  test("a parameter out of its range is refused by name", async ({ expect }) => {
    const response = await gateway.post("/models/abalone-forest/train", '{"n_estimators": 0, "depth": 3}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining("n_estimators: expected at least 1, found 0"),
    });
  });
});

const configuration = z.object({
  models: z.record(
    z.string(),
    z.looseObject({ train: z.looseObject({ command: z.array(z.string()), directory: z.string() }) }),
  ),
});

/** The examples' own configuration with the interpreter that is here, and a model whose gate lets nothing pass. */
async function configured(python: string): Promise<string> {
  const { models } = configuration.parse(parse(await readFile(join(examples, "switchyard.yaml"), "utf8")));
  const changed = Object.entries(models).map(([name, { train, ...model }]) => {
    const command = [python, train.command.at(-1)];
    return [name, { ...model, train: { ...train, command, directory: examples } }] as const;
  });
  const train = { command: trainingCommand, parameters: { type: "object" } };
  const iris = {
    uri: "models:/iris@previous",
    gate: { maxMemoryBytes: 1000 },
    train: { ...train, promote: "previous" },
  };
  const newest = { uri: "models:/iris/latest", train };
  return stringify({ models: { ...Object.fromEntries(changed), iris, newest } });
}
