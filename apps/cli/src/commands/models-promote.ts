import type { ModelRegistry, RegisteredAlias } from "@switchyard/core";
import { usageError } from "../command-error.ts";
import type { GatewayClient } from "../gateway-client.ts";
import { printJson } from "../json-output.ts";
import { openRegistryAccess, type RegistryAccess, type RegistryFlags } from "../registry-access.ts";
import { VersionWatch } from "../version-watch.ts";

export interface ModelsPromoteOptions extends RegistryFlags {
  readonly name: string;
  /** The alias that is moved. */
  readonly to: string;
  /** The version it will mean: by its number, or the one that another alias means. */
  readonly version?: string;
  readonly from?: string;
  /** Whether to wait until the gateway serves that version. */
  readonly wait?: boolean;
  readonly timeoutSeconds: number;
  readonly client: GatewayClient;
}

/** Moves an alias in the registry, and waits for the gateway to follow where that is asked for. */
export async function modelsPromote(options: ModelsPromoteOptions): Promise<void> {
  const { name, to, wait = false, timeoutSeconds, client, json = false } = options;
  await using access = openRegistryAccess(options);
  const version = await versionOf(options, access);
  const watch = wait
    ? await VersionWatch.begin({ client, uri: `models:/${name}@${to}`, version })
    : undefined;
  await setAlias({ name, alias: to, version }, access);
  if (!json) process.stdout.write(`models:/${name}@${to} means version ${version} now\n`);
  const names = await watch?.served(timeoutSeconds * 1000, access.interrupted);
  if (json) printJson({ name, alias: to, version, served_as: names ?? null });
  else if (names) process.stdout.write(`the gateway serves it as ${names.join(", ")}\n`);
}

async function versionOf(
  { name, version, from }: ModelsPromoteOptions,
  access: RegistryAccess,
): Promise<string> {
  if ((version === undefined) === (from === undefined))
    throw usageError("say which version: either --version <number> or --from <alias>");
  const uri = version === undefined ? `models:/${name}@${from}` : `models:/${name}/${version}`;
  return (await resolved(uri, access)).version;
}

function resolved(uri: string, { registry, soon }: RegistryAccess): ReturnType<ModelRegistry["resolve"]> {
  return registry.resolve(uri, soon());
}

async function setAlias(alias: RegisteredAlias, { registry, soon }: RegistryAccess): Promise<void> {
  await registry.setAlias(alias, soon());
}
