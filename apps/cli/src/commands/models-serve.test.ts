import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { promisify } from "node:util";
import { test } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { RunningServer } from "../testing/running-server.ts";

const serve = ["models", "serve", "-m"] as const;
const iris = [...serve, "models:/iris@champion", "-p", "0"] as const;
const row = '{"inputs":{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}}';
const json = { "content-type": "application/json" };

test("serves one model as `mlflow models serve` does, prints a command that works, and drains", async ({
  expect,
}) => {
  await using server = await RunningServer.start([
    ...iris,
    "-h",
    "127.0.0.1",
    "-w",
    "2",
    "--env-manager",
    "conda",
  ]);
  const { url, lines } = server;
  const answer = await fetch(`${url}/invocations`, { method: "POST", body: row, headers: json });
  expect(await answer.json()).toEqual({ predictions: ["setosa"] });
  expect(await (await fetch(`${url}/ping`)).text()).toBe("\n");
  expect(await (await fetch(`${url}/info`)).json()).toMatchObject({
    name: "iris",
    versions: [{ version: "2", statistics: { pids: [expect.any(Number), expect.any(Number)] } }],
  });
  expect(lines.join("\n")).toContain("--env-manager conda: a model that needs Python");
  const command = lines.find((line) => line.startsWith("iris 2: curl "))?.replace("iris 2: ", "");
  expect(command).toContain(`${url}/invocations`);
  const { stdout } = await promisify(execFile)("bash", ["-c", command ?? "false"]);
  expect(JSON.parse(stdout)).toEqual({ predictions: ["setosa", "versicolor", "virginica"] });
  expect(await server.end("SIGTERM")).toBe(0);
});

test("takes MLflow's variables where flags are missing", async ({ expect }) => {
  await using server = await RunningServer.start([...serve, "models:/iris/1"], {
    MLFLOW_PORT: "0",
    MLFLOW_HOST: "127.0.0.2",
  });
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.2:/);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test.for([
  [["--host"], "argument missing"],
  [["-m"], "argument missing"],
  [["-p", "0"], "--model-uri"],
  [["-m", "models:/iris/1", "-p", "http"], "--port: http is not valid"],
  [["-m", "models:/iris/1", "-p", "70000"], "server.port (--port)"],
  [["-m", "models:/iris/1", "-w", "many"], "--workers: many is not valid"],
  [["-m", "models:/iris/1", "--env-manager", "pipenv"], "--env-manager: pipenv is not valid"],
  [["-m", "models:/iris/1", "--nonsense"], "unknown option '--nonsense'"],
  [["-m", "models:/iris/1", "more"], "too many arguments"],
  [["-m", "nonsense:/iris"], "unknown scheme nonsense:"],
] as const)("%j is refused with exit code 2", async ([args, message], { expect }) => {
  const { code, stdout, stderr } = await runCommand(["models", "serve", ...args]);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("a port in use is exit code 2", async ({ expect }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = String(typeof address === "object" && address ? address.port : 0);
  const { code, stderr } = await runCommand([...serve, "models:/iris/1", "-p", port]);
  other.close();
  expect(stderr).toContain(`127.0.0.1:${port} is in use`);
  expect(code).toBe(2);
});

test.for([
  ["models:/iris/9", "iris has no version 9"],
  ["models:/nobody/1", "no registered model nobody"],
  ["/nowhere/model", "there is nothing at /nowhere/model"],
] as const)("%s cannot be served: exit code 1, and why", async ([uri, reason], { expect }) => {
  const { code, stdout, stderr } = await runCommand([...serve, uri, "-p", "0"]);
  expect(stderr.trim().split("\n").at(-1)).toMatch(`switchyard: ${uri} cannot be served: `);
  expect(stderr).toContain(reason);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
});

test("-h is the host, --help is the help", async ({ expect }) => {
  const { code, stdout } = await runCommand(["models", "serve", "--help"]);
  expect(stdout).toContain("-h, --host <host>");
  expect(code).toBe(0);
});
