import { resolve } from "node:path";
import { test } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { trainingEnvironment } from "./training-environment.ts";

test("hands on the registry and its credentials by MLflow's names, and keeps the gateway's secrets", ({
  expect,
}) => {
  const env = {
    MLFLOW_TRACKING_URI: "http://mlflow:5000",
    MLFLOW_TRACKING_TOKEN: "secret",
    MLFLOW_EXPERIMENT_NAME: "shells",
    SWITCHYARD_ADMIN_TOKEN: "ours",
    PATH: "/bin",
  };
  const config = loadConfig({ args: ["--tracking-username", "me", "--s3-region", "eu-1"], env });
  expect(trainingEnvironment({ config, env, modelName: "abalone" })).toEqual({
    PYTHONUNBUFFERED: "1",
    PATH: "/bin",
    MLFLOW_EXPERIMENT_NAME: "shells",
    MLFLOW_TRACKING_URI: "http://mlflow:5000",
    MLFLOW_REGISTRY_URI: "http://mlflow:5000",
    MLFLOW_TRACKING_USERNAME: "me",
    MLFLOW_TRACKING_TOKEN: "secret",
    MLFLOW_MODEL_NAME: "abalone",
    AWS_DEFAULT_REGION: "eu-1",
  });
});

test.for([
  ["sqlite:///mlflow.db", `sqlite:///${resolve("mlflow.db")}`],
  ["sqlite:////data/mlflow.db", "sqlite:////data/mlflow.db"],
  ["./mlruns", resolve("mlruns")],
  ["/data/mlruns", "/data/mlruns"],
  ["postgresql://me@host/db", "postgresql://me@host/db"],
] as const)("%s is %s wherever the command runs", ([uri, expected], { expect }) => {
  const config = loadConfig({ args: [], env: { MLFLOW_TRACKING_URI: uri } });
  const environment = trainingEnvironment({ config, env: {}, modelName: "m" });
  expect(environment["MLFLOW_TRACKING_URI"]).toBe(expected);
});
