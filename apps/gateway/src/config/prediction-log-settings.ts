import type { Setting } from "./setting.ts";

/** What flags and variables say of the prediction log. */
export const predictionLogSettings: readonly Setting[] = [
  {
    path: "predictionLog.to",
    flag: "prediction-log",
    kind: "text",
    variables: ["SWITCHYARD_PREDICTION_LOG"],
    help: "where predictions are kept: off, jsonl or mlflow",
  },
  {
    path: "predictionLog.path",
    flag: "prediction-log-path",
    kind: "text",
    variables: ["SWITCHYARD_PREDICTION_LOG_PATH"],
    help: "their file (predictions.jsonl)",
  },
  {
    path: "predictionLog.experiment",
    flag: "prediction-log-experiment",
    kind: "text",
    variables: ["SWITCHYARD_PREDICTION_LOG_EXPERIMENT"],
    help: "their experiment in MLflow (MLFLOW_EXPERIMENT_NAME, else predictions)",
  },
  {
    path: "predictionLog.sample",
    flag: "prediction-log-sample",
    kind: "number",
    variables: ["SWITCHYARD_PREDICTION_LOG_SAMPLE"],
    help: "the part of them that is kept, from 0 to 1 (1)",
  },
  {
    path: "predictionLog.redact",
    flag: "prediction-log-redact",
    kind: "list",
    variables: ["SWITCHYARD_PREDICTION_LOG_REDACT"],
    help: "fields that are left out, with commas",
  },
  {
    path: "predictionLog.hash",
    flag: "prediction-log-hash",
    kind: "list",
    variables: ["SWITCHYARD_PREDICTION_LOG_HASH"],
    help: "fields of which a hash is kept, with commas",
  },
  {
    path: "predictionLog.hashKey",
    flag: "prediction-log-hash-key",
    kind: "text",
    variables: ["SWITCHYARD_PREDICTION_LOG_HASH_KEY"],
    help: "key of the hashes; another at each start when left out",
  },
];
