import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { heapFlags } from "../../../heap-flags.mjs";
import type { Load } from "../loads/load.ts";
import { registry } from "../models/write-models.ts";
import { cache, ownFile, root } from "../places.ts";
import { ServerProcess } from "../processes/server-process.ts";

const main = join(root, "apps/gateway/dist/main.js");
const askAgainMs = 20;

export interface GatewayOptions {
  readonly name: string;
  readonly models: readonly string[];
  /** Of some of the models, as in a configuration file. */
  readonly settings?: Readonly<Record<string, object>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly first: Load;
}

/** Starts the built gateway as `npm start` does, with some models of the benchmark's registry; all are ready. */
export async function startGateway(options: GatewayOptions): Promise<ServerProcess> {
  const { name, env, first } = options;
  const configuration = writeConfiguration(options);
  const server = await ServerProcess.start({
    name,
    command: () => [process.execPath, ...heapFlags, main],
    env: (port) => ({
      MLFLOW_TRACKING_URI: registry,
      SWITCHYARD_CONFIG: configuration,
      SWITCHYARD_PORT: String(port),
      SWITCHYARD_CACHE_DIR: join(cache, "gateway"),
      SWITCHYARD_LOG_LEVEL: "warn",
      ...env,
    }),
    first,
  });
  while (!(await isReady(server))) await delay(askAgainMs);
  return server;
}

/** Whether the built gateway reads a variable. */
export function knowsSetting(variable: string): boolean {
  const { stdout } = spawnSync(process.execPath, [main, "--help"], { encoding: "utf8" });
  return stdout.includes(variable);
}

function writeConfiguration({ name, models, settings }: GatewayOptions): string {
  const file = join(cache, `${name.replaceAll(/\W+/g, "-")}.json`);
  const entries = models.map((each) => [each, { uri: `models:/${each}@champion`, ...settings?.[each] }]);
  writeFileSync(file, JSON.stringify({ models: Object.fromEntries(entries) }));
  return file;
}

async function isReady({ origin }: ServerProcess): Promise<boolean> {
  const response = await fetch(new URL("/readyz", origin));
  await response.arrayBuffer();
  return response.ok;
}

/** Starts a server of the benchmark's own. */
export function startOwn(
  name: string,
  args: readonly [file: string, ...string[]],
  first: Load,
): Promise<ServerProcess> {
  const [file, ...rest] = args;
  return ServerProcess.start({
    name,
    command: (port) => [process.execPath, ownFile(`servers/${file}`), String(port), ...rest],
    first,
  });
}
