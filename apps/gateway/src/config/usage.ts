import { modelServerVariables } from "./model-server-variables.ts";
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
    ...modelServerVariables.map(({ variable, help }) => `  ${variable.padEnd(30)} ${help}`),
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
