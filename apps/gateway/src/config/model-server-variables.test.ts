import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { modelServerSettings } from "./model-server-variables.ts";

const volume = mkdtempSync(join(tmpdir(), "switchyard-volume-"));
const run = "0123456789abcdef0123456789abcdef";
const model = join(volume, run, "artifacts/model");
mkdirSync(join(model, "data"), { recursive: true });
writeFileSync(join(model, "MLmodel"), "");
writeFileSync(join(model, "data/model.pth"), "");
afterAll(() => rmSync(volume, { recursive: true }));

test.for([
  [
    { MODEL_URI: "models:/topic/Production", MODEL_NAME: "topic" },
    { model: "models:/topic/Production", name: "topic" },
  ],
  [{ MODEL_URI: "", MLFLOW_MODEL_URI: "models:/catdog-v1.0/1" }, { model: "models:/catdog-v1.0/1" }],
  [{ MODEL_URI: "models:/a/1", MLFLOW_MODEL_URI: "models:/b/1" }, { model: "models:/a/1" }],
  [
    { HOST: "127.0.0.1", PORT: "8000" },
    { host: "127.0.0.1", port: "8000" },
  ],
  [{ PRED_MODEL_UUID: run }, { model: `runs:/${run}/model` }],
  [{ PRED_MODEL_UUID: run, PRED_MODEL_PATH: join(volume, run) }, { model }],
  [{ PRED_MODEL_PATH: join(volume, run, "artifacts") }, { model }],
  [{ PRED_MODEL_PATH: join(model, "data/model.pth") }, { model }],
  [{ PRED_MODEL_PATH: "/nowhere/model" }, { model: "/nowhere/model" }],
  [{ PRED_MODEL_ECS_S3_URI: `s3://bucket/4/${run}/` }, { model: `s3://bucket/4/${run}/artifacts/model` }],
  [{ PRED_MODEL_ECS_S3_URI: `s3://b/4/${run}/artifacts` }, { model: `s3://b/4/${run}/artifacts/model` }],
  [{ PRED_MODEL_ECS_S3_URI: "s3://b/churn" }, { model: "s3://b/churn" }],
  [{ ABALONE_MLFLOW_MODEL_NAME: "abalone-age" }, { model: "models:/abalone-age/latest" }],
] as const)("%j", ([env, own]) => {
  expect(modelServerSettings(env).own).toEqual(own);
});

test("a variable stands for another where that is not set", () => {
  const told = {
    ABALONE_MLFLOW_TRACKING_URI: "http://a:5000",
    ABALONE_MLFLOW_EXPERIMENT_NAME: "age",
    ABALONE_MLFLOW_ENABLE_TRACKING: "True",
  };
  expect(modelServerSettings({ ...told, MLFLOW_EXPERIMENT_NAME: "" }).env).toMatchObject({
    MLFLOW_TRACKING_URI: "http://a:5000",
    MLFLOW_EXPERIMENT_NAME: "age",
    SWITCHYARD_PREDICTION_LOG: "mlflow",
  });
  expect(modelServerSettings({ ...told, MLFLOW_TRACKING_URI: "http://b:5000" }).env).toMatchObject({
    MLFLOW_TRACKING_URI: "http://b:5000",
  });
});
