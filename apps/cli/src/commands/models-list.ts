import { loadConfig, withRegistry } from "@switchyard/gateway";
import { openRegistry } from "@switchyard/registry-client";
import { table } from "../table.ts";

export interface ModelsListOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly trackingUri?: string;
  readonly json?: boolean;
}

/** Prints the models of the registry, whether they are served or not. */
export async function modelsList({ env, trackingUri, json }: ModelsListOptions): Promise<void> {
  const args = trackingUri === undefined ? [] : ["--tracking-uri", trackingUri];
  const { registry: access } = withRegistry(loadConfig({ args, env }));
  await using registry = openRegistry(access);
  const models = await registry.list(AbortSignal.timeout(access.timeoutMs));
  if (json) return void process.stdout.write(`${JSON.stringify(models, null, 2)}\n`);
  const rows = models.map(({ name, aliases, latestVersions }) => [
    name,
    Object.entries(aliases)
      .map(([alias, version]) => `${alias}=${version}`)
      .join(", "),
    latestVersions.map(({ stage, version }) => `${stage ?? "None"}=${version}`).join(", "),
  ]);
  process.stdout.write(table(["NAME", "ALIASES", "STAGES"], rows));
}
