import process from "node:process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { underLoad } from "../../testing/under-load.ts";
import { untilServed } from "../until-served.ts";
import { get, post, upload } from "./ask.ts";
import { ComposeProject } from "./compose-project.ts";
import { Docker } from "./docker.ts";
import { freePorts } from "./free-ports.ts";

const secrets = {
  POSTGRES_PASSWORD: "news-1",
  S3_ACCESS_KEY: "news-platform",
  S3_SECRET_KEY: "news-secret-2",
};
const headline = "New chip doubles battery life of phones";

/** The news platform of `deploy/compose/news` in real containers; each test goes on where the one before ended. */
describe("the news platform in containers", () => {
  let docker: Docker;
  let news: ComposeProject;
  let size: string;
  const urls: Record<string, string> = {};

  beforeAll(async () => {
    docker = await Docker.start();
    size = await docker.buildSwitchyard();
    await docker.buildImage("mlflow");
    const ports = await freePorts("MLFLOW", "CLASSIFICATION", "SENTIMENT", "CATDOG", "GATEWAY");
    for (const [name, port] of Object.entries(ports)) urls[name.toLowerCase()] = `http://127.0.0.1:${port}`;
    const settings = Object.entries(ports).map(([name, port]) => [`${name}_PORT`, port]);
    const env = { ...secrets, POLL_INTERVAL_MS: "500", POLL_SECONDS: "1", ...Object.fromEntries(settings) };
    news = await ComposeProject.up({ docker, system: "news", env });
  }, 400_000);
  afterAll(async () => {
    await news?.[Symbol.asyncDispose]();
    await docker?.[Symbol.asyncDispose]();
  }, 120_000);

  test("the image is small", ({ expect }) => {
    expect(Number(/^switchyard: (\d+) MB$/m.exec(size)?.[1])).toBeLessThanOrEqual(300);
  });

  test("every service runs without root, capabilities and a writable system, and within limits", async ({
    expect,
  }) => {
    const lasting = (await news.containers()).filter(({ status }) => status === "running");
    expect(lasting.map(({ service }) => service).toSorted()).toEqual([
      "catdog",
      "client",
      "gateway",
      "mlflow",
      "model-serving-classification",
      "model-serving-sentiment",
      "postgres",
      "s3",
    ]);
    for (const { user, isReadOnly, droppedCapabilities, memoryBytes, nanoCpus } of lasting) {
      expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect({ isReadOnly, droppedCapabilities }).toEqual({ isReadOnly: true, droppedCapabilities: ["ALL"] });
      expect(memoryBytes * nanoCpus).toBeGreaterThan(0);
    }
  });

  test("the platform's own requests are answered at its ports", async ({ expect }) => {
    expect(await post(`${urls["classification"]}/invocations`, { instances: [headline] })).toEqual({
      predictions: ["technology"],
    });
    const split = { dataframe_split: { columns: ["text"], data: [["What a wonderful day"]] } };
    expect(await post(`${urls["sentiment"]}/invocations`, split)).toEqual({ predictions: ["positive"] });
    expect(await upload(`${urls["catdog"]}/predict`, "dog.jpg")).toMatchObject({ label: "dog" });
    expect(await get(`${urls["classification"]}/info`)).toMatchObject({
      model_name: "topic-classification",
      model_uri: "models:/topic-classification/Production",
      metadata: { version: "2", stage: "Production" },
      status: "loaded",
    });
    expect(await post(`${urls["sentiment"]}/reload`)).toMatchObject({
      status: "success",
      version_changed: false,
    });
  });

  test("the gateway answers for all models", async ({ expect }) => {
    const models = `${urls["gateway"]}/models`;
    const served = ["abalone", "catdog", "iris", "sentiment-analysis", "topic-classification"];
    const ready = served.map((name) => expect.objectContaining({ name, status: "ready" }));
    await expect
      .poll(async () => await get(models), { timeout: 60_000 })
      .toMatchObject({ models: expect.arrayContaining(ready) });
    expect(await post(`${models}/topic-classification/invocations`, { instances: [headline] })).toEqual({
      predictions: ["technology"],
    });
    expect(await upload(`${models}/catdog/predict`, "cat.jpg")).toMatchObject({ label: "cat" });
  });

  test("the client's answers come from the models", async ({ expect }) => {
    expect(await news.compose("logs", "--no-color", "client")).toMatch(/topic \(model\): technology: /);
  });

  test("a version that is promoted in MLflow goes live without a restart or a lost request", async ({
    expect,
  }) => {
    const before = await news.container("model-serving-classification");
    const invocations = `${urls["classification"]}/invocations`;
    const answers = await underLoad(
      async () => await post(invocations, { instances: [headline] }),
      async () => {
        await promote({ name: "topic-classification", version: "1" });
        await untilServed(`${urls["classification"]}/info`, "1");
        await untilServed(`${urls["gateway"]}/models/topic-classification`, "1");
      },
    );
    expect(answers.length).toBeGreaterThan(100);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"predictions":["technology"]}']),
    );
    const after = await news.container("model-serving-classification");
    expect(after).toMatchObject({ id: before.id, restarts: 0, startedAt: before.startedAt });
  });

  test("a model server that is killed comes back by itself, and the gateway answers meanwhile", async ({
    expect,
  }) => {
    process.kill((await news.container("model-serving-sentiment")).pid, "SIGKILL");
    const sentiment = { instances: ["What a wonderful day"] };
    expect(await post(`${urls["gateway"]}/models/sentiment-analysis/invocations`, sentiment)).toEqual({
      predictions: ["positive"],
    });
    await news.healthy("model-serving-sentiment");
    expect(await news.container("model-serving-sentiment")).toMatchObject({ restarts: 1 });
    expect(await post(`${urls["sentiment"]}/invocations`, sentiment)).toEqual({ predictions: ["positive"] });
  });

  test("while MLflow is away all is served, also by a server that starts meanwhile", async ({ expect }) => {
    await news.compose("kill", "mlflow");
    process.kill((await news.container("model-serving-classification")).pid, "SIGKILL");
    await expect
      .poll(
        async () =>
          await post(`${urls["classification"]}/invocations`, { instances: [headline] }).catch(String),
        {
          timeout: 60_000,
        },
      )
      .toEqual({ predictions: ["technology"] });
    expect(await get(`${urls["classification"]}/health`)).toMatchObject({ version: "1", registry: "stale" });
    await expect
      .poll(async () => await get(`${urls["gateway"]}/health`), { timeout: 60_000 })
      .toMatchObject({ registry: "stale" });
    await news.compose("start", "mlflow");
    await news.healthy("mlflow");
    await expect
      .poll(async () => await get(`${urls["classification"]}/health`), { timeout: 60_000 })
      .toMatchObject({ registry: "current" });
  });

  test("it goes away without a container that had to be killed, and nothing is left", async ({ expect }) => {
    await news.compose("stop", "--timeout=25");
    const stopped = await news.containers();
    const codes = Object.fromEntries(stopped.map((each) => [each.service, each.exitCode]));
    expect(codes).toMatchObject({ gateway: 0, catdog: 0, "model-serving-classification": 0, client: 0 });
    await news[Symbol.asyncDispose]();
    expect([await news.containers(), await news.volumes()]).toEqual([[], []]);
  });

  async function promote({
    name,
    version,
  }: {
    readonly name: string;
    readonly version: string;
  }): Promise<void> {
    const api = `${urls["mlflow"]}/api/2.0/mlflow`;
    const stage = { name, version, stage: "Production", archive_existing_versions: true };
    await post(`${api}/model-versions/transition-stage`, stage);
    await post(`${api}/registered-models/alias`, { name, version, alias: "champion" });
  }
});
