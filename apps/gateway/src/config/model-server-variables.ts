import { modelDirectory, modelLocation } from "./model-location.ts";

/** What the server of one model is told by its own variables. */
export type ModelServerSetting = "model" | "name" | "host" | "port";

/** A variable that services of one model know, and what it sets here. */
export interface ModelServerVariable {
  readonly variable: string;
  /** One of the server's own settings, or the variable of ours or MLflow's that it stands for. */
  readonly sets:
    | ModelServerSetting
    | "MLFLOW_TRACKING_URI"
    | "MLFLOW_EXPERIMENT_NAME"
    | "SWITCHYARD_PREDICTION_LOG";
  readonly help: string;
  /** What its text stands for, where that is not the text itself. */
  readonly read?: (text: string) => string;
}

/** All of them; of several that set the same the first counts that is not empty. */
export const modelServerVariables: readonly ModelServerVariable[] = [
  { variable: "MODEL_URI", sets: "model", help: "the model: models:/iris@champion, runs:/…, s3://…, a path" },
  { variable: "MLFLOW_MODEL_URI", sets: "model", help: "the same" },
  {
    variable: "PRED_MODEL_PATH",
    sets: "model",
    help: "the model's directory or a file in it, fetched before the start",
    read: modelDirectory,
  },
  {
    variable: "PRED_MODEL_ECS_S3_URI",
    sets: "model",
    help: "where the model, or the run that logged it, lies in S3",
    read: modelLocation,
  },
  {
    variable: "PRED_MODEL_UUID",
    sets: "model",
    help: "the run that logged the model as `model`",
    read: (run) => `runs:/${run}/model`,
  },
  {
    variable: "ABALONE_MLFLOW_MODEL_NAME",
    sets: "model",
    help: "the registered model, of which the newest version is served",
    read: (name) => `models:/${name}/latest`,
  },
  { variable: "MODEL_NAME", sets: "name", help: "the model's name; made from the URI when left out" },
  { variable: "HOST", sets: "host", help: "address to listen on (0.0.0.0)" },
  { variable: "PORT", sets: "port", help: "port to listen on (5001)" },
  { variable: "ABALONE_MLFLOW_TRACKING_URI", sets: "MLFLOW_TRACKING_URI", help: "where MLflow is" },
  {
    variable: "ABALONE_MLFLOW_EXPERIMENT_NAME",
    sets: "MLFLOW_EXPERIMENT_NAME",
    help: "the experiment of training and logged predictions",
  },
  {
    variable: "ABALONE_MLFLOW_ENABLE_TRACKING",
    sets: "SWITCHYARD_PREDICTION_LOG",
    help: "true keeps predictions in MLflow",
    read: (text) => (/^(?:true|1|yes|on)$/i.test(text) ? "mlflow" : "off"),
  },
];

export interface ModelServerSettings {
  readonly own: Readonly<Partial<Record<ModelServerSetting, string>>>;
  /** The environment, with the variables that others stand for; what was set before stays. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the environment tells the server of one model; an empty variable counts as none. */
export function modelServerSettings(env: Readonly<Record<string, string | undefined>>): ModelServerSettings {
  const own: Partial<Record<ModelServerSetting, string>> = {};
  const others: Record<string, string | undefined> = { ...env };
  for (const { variable, sets, read = (text: string) => text } of modelServerVariables) {
    const text = env[variable] ?? "";
    if (text === "") continue;
    if (isOwn(sets)) own[sets] ??= read(text);
    else others[sets] ||= read(text);
  }
  return { own, env: others };
}

function isOwn(sets: ModelServerVariable["sets"]): sets is ModelServerSetting {
  return sets === "model" || sets === "name" || sets === "host" || sets === "port";
}
