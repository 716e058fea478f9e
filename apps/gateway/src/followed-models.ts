import type { ModelRegistry } from "@switchyard/core";
import type { Config } from "./config/config.ts";

/** A name to serve under, and the URI that it follows. */
export interface FollowedModel {
  readonly name: string;
  readonly uri: string;
}

/**
 * The models to serve: those that the configuration names, and those of the registry that carry the alias or
 * stage it discovers. Without either, every model with the alias `champion`.
 */
export async function followedModels(
  { models, discover }: Config,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<readonly FollowedModel[]> {
  const named = Object.entries(models).map(([name, { uri }]) => ({ name, uri }));
  const wanted = discover ?? (named.length === 0 ? { alias: "champion" } : undefined);
  if (!wanted) return named;
  const registered = await registry.list(signal);
  const discovered = registered.flatMap(({ name, aliases, latestVersions }) => {
    if ("alias" in wanted)
      return Object.hasOwn(aliases, wanted.alias) ? [{ name, uri: `models:/${name}@${wanted.alias}` }] : [];
    const hasStage = latestVersions.some(({ stage }) => stage?.toLowerCase() === wanted.stage.toLowerCase());
    return hasStage ? [{ name, uri: `models:/${name}/${wanted.stage}` }] : [];
  });
  return [...named, ...discovered.filter(({ name }) => !Object.hasOwn(models, name))];
}
