import { GatewayError } from "@switchyard/core";
import { describeFault, readConfig, type Config, type ConfigFault } from "@switchyard/gateway";
import { printJson } from "../json-output.ts";
import type { OutputOptions } from "../output-options.ts";
import type { Environment } from "../registry-access.ts";

export interface ConfigCheckOptions extends OutputOptions {
  readonly env: Environment;
  /** `SWITCHYARD_CONFIG` when it is left out. */
  readonly file?: string | undefined;
}

/** Says whether the gateway would take its configuration, with all that is wrong; exit code 2 when it would not. */
export function configCheck({ env, file, json = false, quiet = false }: ConfigCheckOptions): void {
  const reading = readingOf(file === undefined ? [] : ["--config", file], env);
  const faults = reading.config ? [] : reading.faults;
  const lines = reading.config ? (quiet ? [] : [summaryOf(reading.config)]) : faults.map(describeFault);
  if (json) printJson({ valid: faults.length === 0, faults });
  else process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  if (faults.length > 0) process.exitCode = 2;
}

type Reading = ReturnType<typeof readConfig>;

/** What cannot be read at all is a fault of the whole. */
function readingOf(args: readonly string[], env: Environment): Reading {
  try {
    return readConfig({ args, env });
  } catch (thrown) {
    if (!(thrown instanceof GatewayError)) throw thrown;
    const fault: ConfigFault = { path: "", message: thrown.message };
    return { config: undefined, faults: [fault] };
  }
}

/** Where none is named and nothing is said of discovery, what carries the alias champion is served. */
function summaryOf({ models, discover, server }: Config): string {
  const named = Object.keys(models).length;
  const { alias, stage } = { alias: "champion", stage: undefined, ...discover };
  const carried = stage === undefined ? `the alias ${alias}` : `a version in stage ${stage}`;
  const served = [
    ...(named > 0 ? [`${named} named ${named === 1 ? "model" : "models"}`] : []),
    ...(discover !== undefined || named === 0 ? [`every model with ${carried}`] : []),
  ];
  return `the configuration is valid: ${served.join(" and ")}, served at ${server.host}:${server.port}`;
}
