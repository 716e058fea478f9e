import { openRegistryAccess, type RegistryFlags } from "../registry-access.ts";
import { printJson } from "../json-output.ts";
import { table } from "../table.ts";

/** Prints the models of the registry, whether they are served or not. */
export async function modelsList(options: RegistryFlags): Promise<void> {
  await using access = openRegistryAccess(options);
  const models = await access.registry.list(access.soon());
  if (options.json) return printJson(models);
  const rows = models.map(({ name, aliases, latestVersions }) => [
    name,
    Object.entries(aliases)
      .map(([alias, version]) => `${alias}=${version}`)
      .join(", "),
    latestVersions.map(({ stage, version }) => `${stage ?? "None"}=${version}`).join(", "),
  ]);
  process.stdout.write(table(["NAME", "ALIASES", "STAGES"], rows));
}
