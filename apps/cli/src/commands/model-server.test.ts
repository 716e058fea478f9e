import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { RunningServer } from "../testing/running-server.ts";

const here = { HOST: "127.0.0.1", PORT: "0" };
const json = { "content-type": "application/json" };

test("serves the model that the environment names, under the name and with the labels it gives", async ({
  expect,
}) => {
  await using server = await RunningServer.start(["model-server"], {
    ...here,
    MODEL_URI: "models:/iris@champion",
    MODEL_NAME: "flowers",
    LABELS: "a,b,c",
  });
  const body = '{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}';
  const answer = await fetch(`${server.url}/predict`, { method: "POST", body, headers: json });
  expect(answer.headers.get("x-model-name")).toBe("flowers");
  expect(await answer.json()).toMatchObject({ label: "a" });
  expect(await server.end("SIGTERM")).toBe(0);
});

test("tries on where the model cannot be loaded, and says why", async ({ expect }) => {
  await using server = await RunningServer.start(["model-server", "--host", "127.0.0.2"], {
    ...here,
    MLFLOW_MODEL_URI: "models:/iris/9",
  });
  expect(server.url).toContain("127.0.0.2");
  expect((await fetch(`${server.url}/ping`)).status).toBe(503);
  const health = await fetch(`${server.url}/health`);
  expect(await health.json()).toMatchObject({ reason: expect.stringContaining("iris has no version 9") });
});

test.for([
  [{}, "set MODEL_URI"],
  [{ MODEL_URI: "" }, "set MODEL_URI"],
  [{ MODEL_URI: "models:/iris/1", PORT: "http" }, "server.port (PORT)"],
] as const)("%j is refused with exit code 2", async ([env, message], { expect }) => {
  const { code, stderr } = await runCommand(["model-server"], { ...here, ...env });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
