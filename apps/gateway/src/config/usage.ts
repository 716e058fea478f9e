import { settings } from "./settings.ts";

/** The help of the gateway's program, made from the table of settings. */
export function usage(): string {
  return usageOf([
    "Usage: npm start -- [options]",
    "",
    "Serves the models of an MLflow registry. Without options: the sample registry in examples/registry.",
  ]);
}

/** The help of the server of one model. */
export function modelServerUsage(): string {
  return usageOf([
    "Usage: MODEL_URI=models:/iris@champion model-server [options]",
    "",
    "Serves one model at /invocations. Its own variables:",
    "  MODEL_URI, MLFLOW_MODEL_URI  the model",
    "  MODEL_NAME                   its name; made from the URI when left out",
    "  HOST, PORT                   where to listen (0.0.0.0, 5001)",
  ]);
}

function usageOf(introduction: readonly string[]): string {
  const rows = settings.map(
    ({ flag, variables, help }) =>
      `  --${flag.padEnd(24)} ${help}${variables.length > 0 ? ` [${variables.join(", ")}]` : ""}`,
  );
  return [
    ...introduction,
    "",
    "Options [and the variables that give them]:",
    `  --${"config".padEnd(24)} configuration file [SWITCHYARD_CONFIG]`,
    ...rows,
    "",
  ].join("\n");
}
