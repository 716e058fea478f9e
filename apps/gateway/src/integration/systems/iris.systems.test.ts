import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { afterAll, beforeAll, describe, test } from "vitest";
import { installFlavors } from "../flavors.ts";
import { GatewayProcess } from "../gateway-process.ts";
import { PythonSession } from "../python-session.ts";
import type { RunningMlflow } from "../testbed.ts";
import { untilServed } from "../until-served.ts";
import { get, post } from "./ask.ts";
import { freePorts } from "./free-ports.ts";
import { trainIris, type IrisLaboratory } from "./iris-laboratory.ts";
import { startIrisServers, type IrisServers } from "./iris-servers.ts";
import { logFolder } from "./log-folder.ts";
import { languages, runClient } from "./run-client.ts";

const name = "Iris LR Model";
const another = "Iris copy";
const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
const flowers = [
  [5.1, 3.5, 1.4, 0.2],
  [6.7, 3.0, 5.2, 2.3],
];
const records = flowers.map((row) => Object.fromEntries(row.map((each, at) => [columns[at], each])));

/** Somebody's working directory with a database of MLflow's in it, and servers of models beside it. */
describe("the iris laboratory", () => {
  const resources = new AsyncDisposableStack();
  let directory: string;
  let trackingUri: string;
  let laboratory: IrisLaboratory;
  let mlflow: PythonSession;
  let variables: Readonly<Record<string, string>>;
  let uris: Readonly<Record<string, string>>;
  let service: GatewayProcess;
  let servers: IrisServers;

  beforeAll(async () => {
    directory = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-iris-"))).path;
    trackingUri = `sqlite:///${join(directory, "mlflow.db")}`;
    variables = {
      MLFLOW_TRACKING_URI: "sqlite:///mlflow.db",
      SWITCHYARD_PYTHON: await installFlavors(),
      SWITCHYARD_CACHE_DIR: join(directory, "cache"),
    };
    const trained = trainIris(directory, 4);
    const serveTrained = async (): Promise<GatewayProcess> => {
      await trained;
      return await serve(`models:/${name}/1`);
    };
    [laboratory, mlflow, servers, service] = await Promise.all([
      trained,
      kept(PythonSession.start(trackingUri)),
      kept(startIrisServers({ directory, trackingUri, trained })),
      kept(serveTrained()),
    ]);
    const { runId, fileUri } = laboratory;
    uris = { "its name": `models:/${name}/1`, "its run": `runs:/${runId}/model`, "its directory": fileUri };
    await logAgain(servers.ordinary, another);
  });
  afterAll(async () => await resources.disposeAsync());

  const kept = async <Resource extends AsyncDisposable>(starting: Promise<Resource>): Promise<Resource> =>
    resources.use(await starting);
  const serve = async (uri: string, env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> => {
    const flags = ["--host", "127.0.0.1", "--port", "0", "--env-manager=local"];
    const command = ["models", "serve", "-m", uri, ...flags];
    return await GatewayProcess.start({ ...variables, ...env }, command, directory);
  };
  /** What MLflow itself predicts of a request, without a server. */
  const validated = async (uri: string, body: string): Promise<unknown> =>
    JSON.parse(await mlflow.run("validate", uri, body));
  const answersAsTrained = async (url: string): Promise<boolean> => {
    const body: unknown = JSON.parse(laboratory.servingInput);
    const [found, expected] = [
      await post(url, body),
      await validated(laboratory.model, laboratory.servingInput),
    ];
    return JSON.stringify(found) === JSON.stringify(expected);
  };
  /** Has MLflow's client log the model once more, to another server. */
  const logAgain = async (server: RunningMlflow, as: string): Promise<void> => {
    await mlflow.run("use", server.url);
    const run = await logFolder(mlflow, laboratory.model);
    await mlflow.run("register", as, `runs:/${run.id}/model`, "champion");
    await mlflow.run("use", trackingUri);
  };

  test("training leaves a loss and an accuracy of each epoch", async ({ expect }) => {
    for (const metric of ["loss", "accuracy"]) {
      const history: unknown = JSON.parse(await mlflow.run("history", laboratory.runId, metric));
      expect(Object.keys(Object(history))).toEqual(["1", "2", "3", "4"]);
    }
  });

  test("the scikit-learn model is compiled", async ({ expect }) => {
    expect(await get(`${service.url}/info`)).toMatchObject({
      flavor: "sklearn",
      runtime: "onnxruntime",
      compilation: { status: "compiled" },
    });
  });

  test.for(["its name", "its run", "its directory"])(
    "a model that is served by %s answers what MLflow's validate_serving_input does",
    async (kind, { expect }) => {
      const uri = uris[kind] ?? "";
      await using other = await serve(uri);
      const { url } = other;
      const expected = await validated(uri, laboratory.servingInput);
      expect(expected).toEqual({ predictions: Array.from({ length: 3 }, () => expect.any(String)) });
      expect(await post(`${url}/invocations`, JSON.parse(laboratory.servingInput))).toEqual(expected);
    },
  );

  test("the directory is one with a space, written as a URI", ({ expect }) => {
    expect(laboratory.fileUri).toMatch(/^file:\/\/\/.*\/Mi%20unidad\/iris\/model$/);
  });

  test.for([
    { dataframe_split: { columns, data: flowers } },
    { dataframe_split: { columns: columns.toReversed(), data: flowers.map((row) => row.toReversed()) } },
    { dataframe_records: records },
    { inputs: records },
    { instances: records },
  ])("a request is answered as MLflow does: %j", async (body, { expect }) => {
    const expected = await validated(`models:/${name}/1`, JSON.stringify(body));
    expect(expected).toMatchObject({ predictions: ["setosa", expect.any(String)] });
    expect(await post(`${service.url}/invocations`, body)).toEqual(expected);
  });

  test("rows without a column that the model needs are refused by its name", async ({ expect }) => {
    const response = await fetch(`${service.url}/invocations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ dataframe_split: { columns: columns.slice(1), data: [[1, 2, 3]] } }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("sepal_length") });
  });

  test.for(languages)("its client in %s is answered", async (language, { expect }) => {
    const env = { IRIS_URL: service.url };
    const args = [join(laboratory.model, "serving_input_example.json")];
    expect(await runClient("iris", { language, env, args })).toContain("setosa");
    expect(await runClient("iris", { language, env })).toContain("setosa");
  });

  test("two models of one tracking server have ports of their own, by a command each", async ({ expect }) => {
    const env = { MLFLOW_TRACKING_URI: servers.ordinary.url };
    await using first = await serve(`models:/${name}/1`, env);
    await using second = await serve(`models:/${another}@champion`, env);
    expect(first.url).not.toBe(second.url);
    expect(await get(`${first.url}/info`)).toMatchObject({ model_name: name });
    expect(await get(`${second.url}/info`)).toMatchObject({ model_name: another });
    expect(await answersAsTrained(`${first.url}/invocations`)).toBe(true);
    expect(await answersAsTrained(`${second.url}/invocations`)).toBe(true);
  });

  test("two models of one tracking server have ports of their own, by one program", async ({ expect }) => {
    const ports = await freePorts(name, another);
    const models = Object.entries(ports).map(([each, port]) => [
      each,
      { uri: `models:/${each}/1`, port: Number(port) },
    ]);
    const config = join(directory, "switchyard.yaml");
    await writeFile(config, stringify({ models: Object.fromEntries(models) }));
    const env = { ...variables, MLFLOW_TRACKING_URI: servers.ordinary.url, SWITCHYARD_CONFIG: config };
    await using gateway = await GatewayProcess.start(env);
    for (const [each, port] of Object.entries(ports)) {
      const own = `http://127.0.0.1:${port}`;
      await untilServed(`${own}/info`, "1");
      expect(await get(`${own}/info`)).toMatchObject({ model_name: each });
      expect(await answersAsTrained(`${own}/invocations`)).toBe(true);
      const path = `/models/${encodeURIComponent(each)}/invocations`;
      expect(await answersAsTrained(`${gateway.url}${path}`)).toBe(true);
    }
  });

  test.for([
    ["a server of artifacts only", "besideArtifacts"],
    ["the directory that a server without artifacts names", "withoutArtifacts"],
  ] as const)("a model is brought from %s", async ([, which], { expect }) => {
    await logAgain(servers[which], name);
    await using brought = await serve(`models:/${name}/1`, { MLFLOW_TRACKING_URI: servers[which].url });
    expect(await answersAsTrained(`${brought.url}/invocations`)).toBe(true);
  });
});
