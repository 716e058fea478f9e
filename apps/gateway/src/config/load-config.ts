import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { GatewayError } from "@switchyard/core";
import { didYouMean } from "@switchyard/registry-client";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import type { Config } from "./config.ts";
import { configFaults, describeFault, type ConfigFault, type Given } from "./config-faults.ts";
import { parseSetting } from "./parse-setting.ts";
import { configSchema } from "./schema.ts";
import { settings } from "./settings.ts";

export interface ConfigSources {
  /** Command line without program and script. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By flags: variables that set the same, and count before the gateway's own. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

const jsonObject = z.record(z.string(), z.unknown());

/** A configuration, or everything that is wrong with it. */
export type ConfigReading =
  | { readonly config: Config }
  | { readonly config: undefined; readonly faults: readonly ConfigFault[] };

/**
 * Reads flags, environment and file, in this order of strength. Throws `invalid_configuration` that tells
 * every fault at once, each with its place and the name it was given by.
 */
export function loadConfig(sources: ConfigSources): Config {
  const reading = readConfig(sources);
  if (reading.config) return reading.config;
  const faults = reading.faults.map((fault) => `  ${describeFault(fault)}`);
  throw new GatewayError("invalid_configuration", `invalid configuration\n${faults.join("\n")}`);
}

/** Reads as `loadConfig` does; throws `invalid_configuration` only for flags and files that cannot be read at all. */
export function readConfig(sources: ConfigSources): ConfigReading {
  const { args, env } = sources;
  const flags = readFlags(args);
  const file = flags["config"] ?? env["SWITCHYARD_CONFIG"];
  const tree = file === undefined || file === "" ? {} : readFile(file);
  const given = givenBy(flags, sources);
  for (const { path, value } of given) place(tree, path.split("."), value);
  const parsed = configSchema.safeParse(tree);
  if (parsed.success) return { config: withCredentials(parsed.data, env["HOME"]) };
  return { config: undefined, faults: configFaults(parsed.error, given) };
}

function withCredentials(config: Config, home: string | undefined): Config {
  const { credentialsPath = home && join(home, ".mlflow", "credentials") } = config.registry;
  return { ...config, registry: { ...config.registry, credentialsPath } };
}

function readFlags(args: readonly string[]): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(
    ["config", ...settings.map(({ flag }) => flag)].map((flag) => [flag, { type: "string" as const }]),
  );
  try {
    return parseArgs({ args: args.filter((arg) => arg !== "--"), options, strict: true }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const near = didYouMean(/^Unknown option '(--[^']+)'/.exec(reason)?.[1] ?? "", flagNames(options));
    throw new GatewayError("invalid_configuration", `${reason}${near || "; --help lists all"}`, { cause });
  }
}

function flagNames(options: object): readonly string[] {
  return Object.keys(options).map((flag) => `--${flag}`);
}

function readFile(path: string): Record<string, unknown> {
  try {
    return jsonObject.parse(parseYaml(readFileSync(path, "utf8")) ?? {});
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError ? "expected keys and values" : cause instanceof Error ? cause.message : "";
    throw new GatewayError("invalid_configuration", `${path}: ${reason}`, { cause });
  }
}

function givenBy(
  flags: Readonly<Record<string, string | undefined>>,
  { env, variables: others = {} }: ConfigSources,
): readonly Given[] {
  return settings.flatMap(({ path, flag, variables, kind }) => {
    const known = others[flag] === undefined ? variables : [others[flag], ...variables];
    const variable = known.find((each) => env[each] !== undefined && env[each] !== "");
    const text = flags[flag] ?? (variable === undefined ? undefined : env[variable]);
    if (text === undefined) return [];
    const source = flags[flag] === undefined ? (variable ?? "") : `--${flag}`;
    return [{ path, value: parseSetting(kind, text), source }];
  });
}

function place(tree: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const inner = jsonObject.safeParse(tree[key]).data ?? {};
  tree[key] = inner;
  place(inner, rest, value);
}
