import type { ModelRegistry, RegisteredModel } from "@switchyard/core";
import { GatewayClient } from "../gateway-client.ts";
import { parseListing } from "../model-listing.ts";
import type { Environment } from "../registry-access.ts";
import type { CompletionNames } from "./completion-names.ts";

/** Whoever waits has pressed a key; what takes longer than this is left out. */
const gatewayMs = 500;
const registryMs = 1000;

/** Names from a running gateway, or from the registry; none where they cannot be had at once. */
export function liveNames(env: Environment): CompletionNames {
  const registered = async (): Promise<readonly RegisteredModel[]> =>
    await fromRegistry(env, async (registry, signal) => await registry.list(signal));
  const registeredNames = async (): Promise<readonly string[]> =>
    (await registered()).map(({ name }) => name);
  return {
    served: async () => await served(env).catch(registeredNames),
    registered: registeredNames,
    aliases: async (wanted) => aliasesOf(await registered(), wanted),
    versions: async (name) =>
      await fromRegistry(env, async (registry, signal) => await registry.versionNumbers(name, signal)),
    uris: async () => (await registered()).flatMap(urisOf),
    settings: async () => {
      const { settings } = await import("@switchyard/gateway");
      return settings.map(({ flag, help }) => ({ value: `--${flag}`, description: help }));
    },
  };
}

async function served(env: Environment): Promise<readonly string[]> {
  const url = env["SWITCHYARD_URL"] || "http://127.0.0.1:8080";
  const client = new GatewayClient({ url, token: env["SWITCHYARD_ADMIN_TOKEN"] || undefined });
  const { body } = await client.get("/models", AbortSignal.timeout(gatewayMs));
  return parseListing(body).models.map(({ name }) => name);
}

/** A line that is being typed is no place for errors. */
async function fromRegistry<Found>(
  env: Environment,
  ask: (registry: ModelRegistry, signal: AbortSignal) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const { openRegistryAccess } = await import("../registry-access.ts");
  const signal = AbortSignal.timeout(registryMs);
  const { promise: late, resolve } = Promise.withResolvers<readonly Found[]>();
  signal.addEventListener("abort", () => resolve([]), { once: true });
  try {
    // Not disposed, since that may wait for what does not answer; the program ends at once.
    const { registry } = openRegistryAccess({ env });
    return await Promise.race([late, ask(registry, signal)]);
  } catch {
    return [];
  }
}

function aliasesOf(models: readonly RegisteredModel[], wanted: string): readonly string[] {
  const found = models.filter(({ name }) => wanted === "" || name === wanted);
  return [...new Set(found.flatMap(({ aliases }) => Object.keys(aliases)))];
}

function urisOf({ name, aliases }: RegisteredModel): readonly string[] {
  return Object.keys(aliases).map((alias) => `models:/${name}@${alias}`);
}
