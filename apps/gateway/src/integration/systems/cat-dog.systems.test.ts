import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { underLoad } from "../../testing/under-load.ts";
import type { GatewayProcess } from "../gateway-process.ts";
import { startProduction, type Production } from "../production.ts";
import { untilServed } from "../until-served.ts";
import { get } from "./ask.ts";
import { logFolder } from "./log-folder.ts";
import { languages, runClient } from "./run-client.ts";
import { startModelServer } from "./start-model-server.ts";
import { pictures, uploadFiles } from "./upload-files.ts";
import { writeCatDog, type CatDog } from "./write-cat-dog.ts";

const name = "catdog-v1.0";
const answer = z.object({ label: z.string(), confidence: z.number() });
type Answer = z.infer<typeof answer>;

/** Our pixels and Pillow's are a few shades apart where a picture was made smaller: this much in a confidence. */
const tolerance = 0.01;

/** A service told by variables, beside MLflow on PostgreSQL whose artifacts it reads from S3. */
describe("the cat and dog service", () => {
  const resources = new AsyncDisposableStack();
  let production: Production;
  let catDog: CatDog;
  let service: GatewayProcess;
  let variables: Readonly<Record<string, string>>;
  const uris: Record<string, string> = {};

  beforeAll(async () => {
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-cat-dog-"))).path;
    const written = writeCatDog(folder);
    production = resources.use(await startProduction());
    catDog = await written;
    variables = {
      ...production.s3.env,
      MLFLOW_TRACKING_URI: production.mlflow.url,
      LABELS: "cat,dog",
      SWITCHYARD_PYTHON: catDog.python,
      SWITCHYARD_CACHE_DIR: join(folder, "cache"),
    };
    const { python } = production;
    const run = await logFolder(python, catDog.pytorch);
    await python.run("register", name, `runs:/${run.id}/model`, "cherry");
    await python.run("stage", name, "1", "Production");
    Object.assign(uris, {
      "its number": `models:/${name}/1`,
      "its alias": `models:/${name}@cherry`,
      "its run": `runs:/${run.id}/model`,
    });
    service = resources.use(await serve(`models:/${name}/Production`));
  });
  afterAll(async () => await resources.disposeAsync());

  const serve = async (uri: string): Promise<GatewayProcess> =>
    await startModelServer({ ...variables, MLFLOW_MODEL_URI: uri });
  /** Of each picture how far the confidence is from PyTorch's own; the labels are those that PyTorch finds. */
  const largestError = async (asked: GatewayProcess): Promise<number> => {
    const errors = Object.entries(catDog.expected).map(async ([picture, [cat, dog]]) => {
      const { label, confidence } = await predict(asked, picture);
      return label === (cat > dog ? "cat" : "dog") ? Math.abs(confidence - Math.max(cat, dog)) : 1;
    });
    return Math.max(...(await Promise.all(errors)));
  };

  test("a PyTorch model is compiled, and answers what PyTorch does", async ({ expect }) => {
    expect(await get(`${service.url}/info`)).toMatchObject({
      flavor: "pytorch",
      runtime: "onnxruntime",
      compilation: { status: "compiled" },
      metadata: { version: "1", stage: "Production" },
    });
    expect(Object.keys(catDog.expected)).toEqual(["cat.jpg", "dog.jpg"]);
    expect(await predict(service, "dog.jpg")).toMatchObject({ label: "dog" });
    expect(await largestError(service)).toBeLessThan(tolerance);
  });

  test("the health tells where the model comes from and runs", async ({ expect }) => {
    const response = await fetch(`${service.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "healthy",
      device: "cpu",
      labels: ["cat", "dog"],
      tracking_uri: production.mlflow.url,
      model_uri: `models:/${name}/Production`,
    });
  });

  test("what is no picture is refused", async ({ expect }) => {
    const readme = join(pictures, "README.md");
    const response = await uploadFiles(`${service.url}/predict`, "file", readme);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("expected a JPEG") });
  });

  test("there is a page of documentation", async ({ expect }) => {
    const response = await fetch(`${service.url}/docs`);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/html"),
    ]);
  });

  test.for(languages)("its client in %s is answered", async (language, { expect }) => {
    const said = await runClient("cat-dog", { language, env: { CATDOG_URL: service.url } });
    expect(said).toMatch(/cat\.jpg.*dog\.jpg/s);
  });

  test.for(["its number", "its alias", "its run"])("a version is served by %s", async (kind, { expect }) => {
    await using other = await serve(uris[kind] ?? "");
    expect(await get(`${other.url}/health`)).toMatchObject({ status: "healthy", model_uri: uris[kind] });
    expect(await largestError(other)).toBeLessThan(tolerance);
  });

  test("an alias that stands where a stage would is not served, and it is said what was meant", async ({
    expect,
  }) => {
    await using other = await serve(`models:/${name}/cherry`);
    const response = await fetch(`${other.url}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: "unhealthy",
      reason: expect.stringContaining(`did you mean models:/${name}@cherry?`),
      tracking_uri: production.mlflow.url,
    });
  });

  test("its ONNX export goes live when it is promoted, without a restart or a failed request", async ({
    expect,
  }) => {
    const { python } = production;
    const run = await logFolder(python, catDog.onnx);
    await python.run("register", name, `runs:/${run.id}/model`, "next");
    const answers = await underLoad(
      async () => await predict(service, "dog.jpg"),
      async () => {
        await python.run("stage", name, "2", "Production");
        await untilServed(`${service.url}/info`, "2");
      },
    );
    expect(new Set(answers.map(({ label }) => label))).toEqual(new Set(["dog"]));
    const response = await uploadFiles(`${service.url}/predict`, "file", join(pictures, "cat.jpg"));
    expect(response.headers.get("x-model-version")).toBe("2");
    expect(await largestError(service)).toBeLessThan(tolerance);
    expect(await get(`${service.url}/health`)).toMatchObject({ version: "2", labels: ["cat", "dog"] });
    expect(await get(`${service.url}/info`)).toMatchObject({ flavor: "onnx" });
  });
});

async function predict({ url }: GatewayProcess, picture: string): Promise<Answer> {
  const response = await uploadFiles(`${url}/predict`, "file", join(pictures, picture));
  return answer.parse(await response.json());
}
