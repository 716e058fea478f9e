import type { RegisteredModel } from "@switchyard/core";

/** Serve every registered model that carries this alias, or has a version in this stage. */
export type Discover = { readonly alias: string } | { readonly stage: string };

/** A name to serve under, and the URI that it follows. */
export interface FollowedUri {
  readonly name: string;
  readonly uri: string;
}

/** The models to serve of those that a registry lists. */
export function discovered(discover: Discover, models: readonly RegisteredModel[]): readonly FollowedUri[] {
  return models
    .filter((model) => isWanted(discover, model))
    .map(({ name }) => ({ name, uri: uriOf(discover, name) }));
}

/** The URI under which a discovered model is followed. */
export function uriOf(discover: Discover, name: string): string {
  return "alias" in discover ? `models:/${name}@${discover.alias}` : `models:/${name}/${discover.stage}`;
}

function isWanted(discover: Discover, { aliases, latestVersions }: RegisteredModel): boolean {
  if ("alias" in discover) return Object.hasOwn(aliases, discover.alias);
  return latestVersions.some(({ stage }) => stage?.toLowerCase() === discover.stage.toLowerCase());
}

/** How many looks in a row each discovered model has been missing. */
export type Missed = ReadonlyMap<string, number>;

export interface DiscoveryStep {
  readonly appeared: readonly FollowedUri[];
  readonly gone: readonly string[];
  readonly missed: Missed;
}

/** A model that one look misses may be about to be given another version's alias. */
const looksToGo = 2;

/**
 * What has come and gone since the last look. A registry that suddenly lists nothing at all is taken for one
 * that is broken or new: nothing goes then.
 */
export function nextDiscovery(
  missed: Missed,
  found: readonly FollowedUri[],
  registered: readonly RegisteredModel[],
): DiscoveryStep {
  if (registered.length === 0) return { appeared: [], gone: [], missed };
  const names = new Set(found.map(({ name }) => name));
  const counted = [...missed].map(([name, looks]) => [name, names.has(name) ? 0 : looks + 1] as const);
  return {
    appeared: found.filter(({ name }) => !missed.has(name)),
    gone: counted.filter(([, looks]) => looks >= looksToGo).map(([name]) => name),
    missed: new Map([
      ...counted.filter(([, looks]) => looks < looksToGo),
      ...found.map(({ name }) => [name, 0] as const),
    ]),
  };
}
