import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test, vi } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { followRegistry } from "./follow-registry.ts";
import { PythonSession } from "./python-session.ts";
import { sampleChampions, sampleVersions } from "./samples.ts";
import { startS3, type RunningS3 } from "./start-s3.ts";
import { runSwitchyard, type Finished } from "./systems/run-switchyard.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

const champions = sampleChampions();
const names = champions.map(({ name }) => name);

describe("pushing the samples to an MLflow server that takes files itself", () => {
  let stack: AsyncDisposableStack;
  let mlflow: RunningMlflow;
  let client: PythonSession;
  beforeAll(async () => {
    stack = new AsyncDisposableStack();
    const folder = stack.adopt(await mkdtempDisposable(join(tmpdir(), "switchyard-push-")), (it) =>
      it.remove(),
    );
    mlflow = stack.use(await startRegistry({ args: emptyStore(folder.path) }));
    client = stack.use(await PythonSession.start(mlflow.url));
  });
  afterAll(async () => await stack.disposeAsync());

  test("makes every version, with its aliases and stages, and once only", async ({ expect }) => {
    const numbers = sampleVersions().map(({ name, version }) => `models:/${name}/${version}`);
    expect(await push(mlflow, ["--samples"])).toEqual({
      code: 0,
      stdout: numbers.map((each) => `${each} was pushed\n`).join(""),
      stderr: "",
    });
    const before = await listed(mlflow);
    expect(before).toEqual(await listed());
    expect(await push(mlflow, ["--samples"])).toMatchObject({
      code: 0,
      stdout: numbers.map((each) => `${each} has these files already\n`).join(""),
    });
    expect(await listed(mlflow)).toEqual(before);
  });

  test("leaves a version that was promoted since where it is", async ({ expect }) => {
    await client.run("set-alias", "iris", "champion", "1");
    expect(await push(mlflow, ["--samples", "iris", "catdog"])).toMatchObject({ code: 0 });
    expect(await listed(mlflow)).toMatchObject({ iris: { aliases: { champion: "1" } } });
    await client.run("set-alias", "iris", "champion", "2");
  });

  test("lets it be served with the answers that the samples give", async ({ expect }) => {
    const uris = Object.fromEntries(names.map((name) => [name, `models:/${name}@champion`]));
    await using pushed = await followRegistry(mlflow, uris);
    await using embedded = await startTestGateway({
      env: { SWITCHYARD_DISCOVER: "alias:champion", SWITCHYARD_WORKERS: "1" },
    });
    const answers = await answersOf(pushed);
    expect(answers).toEqual(await answersOf(embedded));
    expect(answers.map(([, status]) => status)).toEqual(names.map(() => 200));
  });

  test("lets MLflow's own client load it", async ({ expect }) => {
    const iris = champions.find(({ name }) => name === "iris");
    const answer: unknown = JSON.parse(
      await client.run("validate", "models:/iris@champion", iris?.example ?? ""),
    );
    expect(answer).toMatchObject({ predictions: expect.arrayContaining(["setosa"]) });
  });

  test("says why a name cannot be taken, and ends the run as failed", async ({ expect }) => {
    const { code, stderr } = await push(mlflow, [
      directoryOf("iris"),
      "-n",
      "a/b",
      "--experiment",
      "refused",
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("does not register a/b: ") });
    expect(await runsOf(mlflow, "refused")).toEqual(["FAILED"]);
  });
});

describe("pushing to an MLflow server whose artifacts clients keep in S3 themselves", () => {
  let stack: AsyncDisposableStack;
  let s3: RunningS3;
  let mlflow: RunningMlflow;
  beforeAll(async () => {
    stack = new AsyncDisposableStack();
    const folder = stack.adopt(await mkdtempDisposable(join(tmpdir(), "switchyard-push-")), (it) =>
      it.remove(),
    );
    s3 = stack.use(await startS3());
    for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
    const store = ["--default-artifact-root", `s3://${s3.bucket}/mlflow`, "--no-serve-artifacts"];
    mlflow = stack.use(await startRegistry({ args: [...emptyStore(folder.path), ...store], env: s3.env }));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await stack.disposeAsync();
  });

  test("makes one version of a directory, which is served with equal answers", async ({ expect }) => {
    const labels = ["--alias", "champion", "--alias", "best", "--stage", "Production", "--tag", "team=field"];
    const args = [directoryOf("iris"), "-n", "Iris LR Model", ...labels, "--experiment", "plants"];
    const uri = "models:/Iris LR Model/1";
    expect(await push(mlflow, args, s3.env)).toEqual({ code: 0, stdout: `${uri} was pushed\n`, stderr: "" });
    expect(await push(mlflow, args, s3.env)).toMatchObject({ stdout: `${uri} has these files already\n` });
    expect(await listed(mlflow)).toEqual({
      "Iris LR Model": { aliases: { best: "1", champion: "1" }, latest: { Production: "1" } },
    });
    expect(await runsOf(mlflow, "plants")).toEqual(["FINISHED"]);
    await using pushed = await followRegistry(mlflow, { iris: "models:/Iris LR Model/Production" }, s3.env);
    await using embedded = await startTestGateway({
      env: { SWITCHYARD_MODELS: "iris=models:/iris@champion" },
    });
    expect(await answersOf(pushed, ["iris"])).toEqual(await answersOf(embedded, ["iris"]));
  });

  test("says that the credentials are wrong, and registers nothing", async ({ expect }) => {
    const env = { ...s3.env, AWS_SECRET_ACCESS_KEY: "wrong" };
    const finished = await push(
      mlflow,
      [directoryOf("iris"), "-n", "nothing", "--experiment", "locked"],
      env,
    );
    expect(finished).toMatchObject({ code: 1, stderr: expect.stringContaining("AWS_SECRET_ACCESS_KEY") });
    expect(await listed(mlflow)).not.toHaveProperty("nothing");
    expect(await runsOf(mlflow, "locked")).toEqual(["FAILED"]);
  });
});

function emptyStore(folder: string): readonly string[] {
  const database = `sqlite:///${join(folder, "mlflow.db")}`;
  return ["--backend-store-uri", database, "--artifacts-destination", join(folder, "artifacts")];
}

function directoryOf(name: string): string {
  return champions.find((each) => each.name === name)?.directory ?? "";
}

async function push(
  mlflow: RunningMlflow,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return await runSwitchyard(["models", "push", ...args, "--tracking-uri", mlflow.url], env);
}

/** Aliases, and the newest version of each stage, of each model; of the embedded samples where no server is named. */
async function listed(mlflow?: RunningMlflow): Promise<unknown> {
  const place = mlflow === undefined ? [] : ["--tracking-uri", mlflow.url];
  const { stdout } = await runSwitchyard(["models", "list", "--json", ...place]);
  const models: readonly Listed[] = JSON.parse(stdout);
  return Object.fromEntries(
    models.map(({ name, aliases, latestVersions }) => [
      name,
      { aliases, latest: Object.fromEntries(latestVersions.map(({ stage, version }) => [stage, version])) },
    ]),
  );
}

interface Listed {
  readonly name: string;
  readonly aliases: Readonly<Record<string, string>>;
  readonly latestVersions: readonly { readonly stage: string; readonly version: string }[];
}

async function runsOf({ url }: RunningMlflow, experiment: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ experiment_name: experiment });
  const found = await (
    await fetch(`${url}/api/2.0/mlflow/experiments/get-by-name?${query.toString()}`)
  ).json();
  const response = await fetch(`${url}/api/2.0/mlflow/runs/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ experiment_ids: [Object(found).experiment.experiment_id] }),
  });
  const runs: readonly { readonly info: { readonly status: string } }[] = Object(await response.json()).runs;
  return runs.map(({ info }) => info.status);
}

type ModelAnswer = readonly [name: string, status: number, body: unknown];

/** What each champion's example is answered. */
async function answersOf(
  gateway: TestGateway,
  asked: readonly string[] = names,
): Promise<readonly ModelAnswer[]> {
  return await Promise.all(
    champions
      .filter(({ name }) => asked.includes(name))
      .map(async ({ name, example }): Promise<ModelAnswer> => {
        const response = await gateway.post(`/models/${name}/invocations`, example);
        return [name, response.status, await response.json()];
      }),
  );
}
