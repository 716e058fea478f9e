import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import type { GatewayProcess } from "../gateway-process.ts";
import { PythonSession } from "../python-session.ts";
import { sampleChampions } from "../samples.ts";
import { get } from "./ask.ts";
import { startGuardedRegistry, type GuardedRegistry } from "./guarded-registry.ts";
import { logFolder, type LoggedRun } from "./log-folder.ts";
import { languages, runClient } from "./run-client.ts";
import { runSwitchyard } from "./run-switchyard.ts";
import { startModelServer } from "./start-model-server.ts";
import { pictures, uploadFiles } from "./upload-files.ts";

const sample = sampleChampions().find(({ name }) => name === "catdog")?.directory ?? "";
const logLine = z.object({ level: z.string(), message: z.string(), timestamp: z.iso.datetime() });

const pushed = z.object({ metadata: z.object({ run_id: z.string() }) });

/** A service that is told of its model in three ways, beside MLflow with a password and artifacts in S3. */
describe("the template of the AI engineering programme", () => {
  const resources = new AsyncDisposableStack();
  let registry: GuardedRegistry;
  let run: LoggedRun;
  let folder: string;
  let service: GatewayProcess;

  beforeAll(async () => {
    folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-template-"))).path;
    registry = resources.use(await startGuardedRegistry());
    const experiment = { MLFLOW_EXPERIMENT_NAME: "pictures" };
    await using client = await PythonSession.start(registry.mlflow.url, { ...registry.env, ...experiment });
    run = await logFolder(client, sample);
    service = resources.use(await serve({ ...registry.env, PRED_MODEL_UUID: run.id }));
  });
  afterAll(async () => await resources.disposeAsync());

  const serve = async (
    env: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<GatewayProcess> =>
    await startModelServer({ SWITCHYARD_CACHE_DIR: join(folder, "cache"), ...env }, ...args);

  test("the model lies below its experiment and its run", ({ expect }) => {
    expect(run.id).toMatch(/^[0-9a-f]{32}$/);
    expect(run.artifacts).toBe(`s3://${registry.s3.bucket}/template/1/${run.id}/artifacts`);
  });

  test("pictures of one request are answered by their names", async ({ expect }) => {
    expect(await predicted(service.url, "dog.jpg", "cat-tabby.jpg", "cat.jpg")).toEqual({
      data: [
        { image_filename: "dog.jpg", prediction: "dog" },
        { image_filename: "cat-tabby.jpg", prediction: "cat" },
        { image_filename: "cat.jpg", prediction: "cat" },
      ],
    });
    expect(await predicted(service.url, "dog.jpg")).toEqual({
      data: [{ image_filename: "dog.jpg", prediction: "dog" }],
    });
  });

  test("the model is found in S3 by its run's place, without MLflow", async ({ expect }) => {
    const place = run.artifacts.replace(/\/artifacts$/, "");
    await using other = await serve({ ...registry.s3.env, PRED_MODEL_ECS_S3_URI: place });
    expect(await get(`${other.url}/health`)).toMatchObject({ model_uri: `${run.artifacts}/model` });
    expect(await predicted(other.url, "dog.jpg")).toMatchObject({ data: [{ prediction: "dog" }] });
  });

  test("the model is served from files that were fetched before the start", async ({ expect }) => {
    const path = join(folder, "fetched", "model");
    const command = ["models", "download", "-m", `runs:/${run.id}/model`, "-d", path];
    expect(
      await runSwitchyard(command, { ...registry.env, SWITCHYARD_CACHE_DIR: join(folder, "other cache") }),
    ).toMatchObject({
      code: 0,
      stdout: `${path}\n`,
    });
    await using other = await serve({ PRED_MODEL_PATH: join(path, "model.onnx") });
    expect(await get(`${other.url}/health`)).toMatchObject({ model_uri: path });
    expect(await predicted(other.url, "dog.jpg")).toMatchObject({ data: [{ prediction: "dog" }] });
  });

  test("a model that was pushed is served by the id of its run", async ({ expect }) => {
    const command = ["models", "push", sample, "-n", "pushed pictures", "--stage", "Production"];
    expect(await runSwitchyard(command, registry.env)).toMatchObject({ code: 0 });
    await using named = await serve({ ...registry.env, MODEL_URI: "models:/pushed pictures/Production" });
    const { metadata } = pushed.parse(await get(`${named.url}/info`));
    await using other = await serve({ ...registry.env, PRED_MODEL_UUID: metadata.run_id });
    expect(await predicted(other.url, "dog.jpg")).toMatchObject({ data: [{ prediction: "dog" }] });
  });

  test("several processes answer at one port", async ({ expect }) => {
    await using other = await serve({ ...registry.env, PRED_MODEL_UUID: run.id }, "--replicas", "2");
    expect(other.workers()).toHaveLength(2);
    const answers = await Promise.all(Array.from({ length: 16 }, () => predicted(other.url, "dog.jpg")));
    for (const answer of answers) expect(answer).toMatchObject({ data: [{ prediction: "dog" }] });
  });

  test.for(languages)("its client in %s is answered", async (language, { expect }) => {
    const said = await runClient("template", { language, env: { TEMPLATE_URL: service.url } });
    expect(said).toMatch(/cat-tabby\.jpg.*dog\.jpg/s);
  });

  test("a file that is no picture is refused by its name", async ({ expect }) => {
    const files = [join(pictures, "dog.jpg"), join(pictures, "README.md")];
    const response = await uploadFiles(`${service.url}/api/v1/model/predict`, "image_file", ...files);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(/^README\.md: image: /) });
  });

  test("there is a page of documentation, which knows the path", async ({ expect }) => {
    const page = await fetch(`${service.url}/docs`);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await get(`${service.url}/openapi.json`)).toMatchObject({
      paths: { "/api/v1/model/predict": { post: expect.anything() } },
    });
  });

  test("what it logs is JSON, a line each", ({ expect }) => {
    const lines = service.log.map((line) => logLine.parse(JSON.parse(line)).message);
    expect(lines).toEqual(expect.arrayContaining(["listening", "model ready"]));
  });

  test.for([
    [{ PORT: "abc" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ SWITCHYARD_LOG_LEVEL: "loud" }, "SWITCHYARD_LOG_LEVEL"],
    [{ PRED_MODEL_UUID: "" }, "MODEL_URI"],
  ] as const)("a wrong setting ends the start, and is named: %j", async ([env, named], { expect }) => {
    const set = { ...registry.env, HOST: "127.0.0.1", PRED_MODEL_UUID: run.id, ...env };
    const { code, stderr } = await runSwitchyard(["model-server"], set);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^switchyard: .*\\b${named}\\b`, "s"));
  });

  test("a wrong password is told by the health", async ({ expect }) => {
    const env = { ...registry.env, MLFLOW_TRACKING_PASSWORD: "wrong", PRED_MODEL_UUID: run.id };
    await using other = await serve({ ...env, SWITCHYARD_CACHE_DIR: join(folder, "empty cache") });
    const response = await fetch(`${other.url}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      reason: expect.stringContaining("check MLFLOW_TRACKING_USERNAME"),
    });
  });
});

async function predicted(url: string, ...names: readonly string[]): Promise<unknown> {
  const paths = names.map((name) => join(pictures, name));
  return await (await uploadFiles(`${url}/api/v1/model/predict`, "image_file", ...paths)).json();
}
