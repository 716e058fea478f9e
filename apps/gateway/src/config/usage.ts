import { settings } from "./settings.ts";

/** The help of the gateway's program, made from the table of settings. */
export function usage(): string {
  const rows = settings.map(
    ({ flag, variables, help }) =>
      `  --${flag.padEnd(24)} ${help}${variables.length > 0 ? ` [${variables.join(", ")}]` : ""}`,
  );
  return [
    "Usage: npm start -- [options]",
    "",
    "Serves the models of an MLflow registry. Without options: the sample registry in examples/registry.",
    "",
    "Options [and the variables that give them]:",
    `  --${"config".padEnd(24)} configuration file [SWITCHYARD_CONFIG]`,
    ...rows,
    "",
  ].join("\n");
}
