import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { get, post } from "./ask.ts";
import { ComposeProject } from "./compose-project.ts";
import { Docker } from "./docker.ts";
import { freePorts } from "./free-ports.ts";
import { madeUpShells, shell } from "./made-up-shells.ts";

const forest = {
  n_estimators: 20,
  max_depth: 6,
  min_samples_split: 2,
  min_samples_leaf: 2,
  random_state: 7,
};

const patiently = { timeout: 60_000 };

/** The abalone service of `deploy/compose/abalone`, one real container; each test goes on where the one before ended. */
describe("the abalone service in a container", () => {
  const resources = new AsyncDisposableStack();
  let docker: Docker;
  let project: ComposeProject;
  let api: string;
  let mlflow: string;

  beforeAll(async () => {
    docker = resources.use(await Docker.start());
    await docker.buildSwitchyard();
    await docker.buildImage("python");
    const folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-abalone-")));
    const data = join(folder.path, "abalone.csv");
    await writeFile(data, madeUpShells());
    const ports = await freePorts("API_PORT", "MLFLOW_PORT");
    api = `http://127.0.0.1:${ports["API_PORT"]}`;
    mlflow = `http://127.0.0.1:${ports["MLFLOW_PORT"]}`;
    const env = { ...ports, ABALONE_CSV: data, POLL_INTERVAL_MS: "500" };
    project = resources.use(await ComposeProject.up({ docker, system: "abalone", env }));
  }, 400_000);
  afterAll(async () => await resources.disposeAsync(), 120_000);

  test("it runs without root, capabilities and a writable system, and within limits", async ({ expect }) => {
    expect(await project.container("abalone")).toMatchObject({
      user: "65532:65532",
      isReadOnly: true,
      droppedCapabilities: ["ALL"],
      memoryBytes: 3 * 1024 ** 3,
      nanoCpus: 2e9,
    });
  });

  test("it has the console", async ({ expect }) => {
    await expect
      .poll(async () => await (await fetch(api).catch(() => undefined))?.text(), patiently)
      .toContain("<title>Switchyard");
  });

  test("before the first training it says that there is no model", async ({ expect }) => {
    await expect
      .poll(async () => await get(`${api}/health`), patiently)
      .toMatchObject({
        status: "unhealthy",
        reason: expect.stringContaining("no registered model abalone"),
        registry: "current",
      });
  });

  test("it trains, registers with MLflow, and serves what it learned", async ({ expect }) => {
    expect(await post(`${api}/train?wait=true`, forest)).toMatchObject({
      status: "succeeded",
      version: "1",
      metrics: { validation_mse: expect.any(Number), validation_r2: expect.any(Number) },
    });
    await expect.poll(async () => await servedVersion(), patiently).toBe("1");
    expect(await post(`${api}/predict`, shell)).toEqual({ prediction: expect.any(Number) });
  });

  test("while MLflow is away predictions go on, and it comes back by itself", async ({ expect }) => {
    const first = await mlflowPid();
    process.kill(first, "SIGKILL");
    expect(await post(`${api}/predict`, shell)).toEqual({ prediction: expect.any(Number) });
    await expect.poll(mlflowPid, patiently).toSatisfy((pid) => pid > 0 && pid !== first);
    await expect.poll(isMlflowUp, patiently).toBe(true);
    expect(await project.container("abalone")).toMatchObject({ restarts: 0 });
  });

  test("models and runs outlive the container", async ({ expect }) => {
    await project.compose("stop");
    expect(await project.container("abalone")).toMatchObject({ exitCode: 0 });
    await project.compose("rm", "--force");
    await project.compose("up", "--detach");
    await expect.poll(async () => await servedVersion().catch(String), patiently).toBe("1");
    await expect.poll(isMlflowUp, patiently).toBe(true);
    const found = `${mlflow}/api/2.0/mlflow/registered-models/get-latest-versions`;
    expect(await post(found, { name: "abalone" })).toMatchObject({
      model_versions: [{ version: "1", status: "READY" }],
    });
  });

  /** None while it is away. */
  async function mlflowPid(): Promise<number> {
    const { id } = await project.container("abalone");
    const lines = (await docker.run(["docker", "top", id, "-eo", "pid,args"])).split("\n");
    return Number.parseInt(lines.find((line) => line.includes("mlflow server")) ?? "0", 10);
  }

  async function isMlflowUp(): Promise<boolean> {
    const answer = await fetch(`${mlflow}/health`).catch(() => undefined);
    return answer?.ok ?? false;
  }

  /** None while there is no model. */
  async function servedVersion(): Promise<string | null> {
    const body = JSON.stringify(shell);
    const headers = { "content-type": "application/json" };
    return (await fetch(`${api}/predict`, { method: "POST", body, headers })).headers.get("x-model-version");
  }
});
