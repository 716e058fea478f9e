import { GatewayError, type ModelRegistry, type ModelVersion, type RegisteredModel } from "@switchyard/core";
import type { Config } from "@switchyard/gateway";
import {
  ConcurrencyLimit,
  createArtifactStores,
  discovered,
  lookAtModel,
  openRegistry,
  type ArtifactStores,
  type FollowedUri,
  type ModelLook,
} from "@switchyard/registry-client";

/** A model that would be served, as far as it was found; what could not be done says why. */
export interface LookedAt extends FollowedUri {
  readonly version?: ModelVersion;
  readonly unresolved?: string;
  readonly look?: ModelLook;
  readonly unreadable?: string;
}

/** What the registry says of itself, and of the models that would be served. */
export interface RegistryLook {
  readonly registered: readonly RegisteredModel[];
  readonly tookMs: number;
  readonly models: readonly LookedAt[];
  /** Models beyond those that were looked at. */
  readonly leftOut: number;
}

type RegistryConfig = Config & { readonly registry: { readonly trackingUri: string } };

const mostModels = 100;
const atATime = 8;

/** Asks the registry for what the gateway would serve; throws when it does not answer. */
export async function lookAtRegistry(config: RegistryConfig, signal: AbortSignal): Promise<RegistryLook> {
  const access = { ...config.registry, maxRetries: 0 };
  await using registry = openRegistry(access);
  const startMs = performance.now();
  const registered = await registry.list(signal);
  const tookMs = Math.round(performance.now() - startMs);
  const followed = followedModels(config, registered);
  const stores = createArtifactStores(access);
  const limit = new ConcurrencyLimit(atATime);
  const models = await Promise.all(
    followed.slice(0, mostModels).map((each) => limit.run(() => lookAt(each, { registry, stores }, signal))),
  );
  return { registered, tookMs, models, leftOut: Math.max(0, followed.length - mostModels) };
}

/** As the gateway decides it: what is named, and what carries an alias or stage; the alias is champion by itself. */
function followedModels(
  { models, discover }: Config,
  registered: readonly RegisteredModel[],
): readonly FollowedUri[] {
  const named = Object.entries(models).map(([name, { uri }]) => ({ name, uri }));
  const wanted = discover ?? (named.length === 0 ? { alias: "champion" } : undefined);
  const found = wanted === undefined ? [] : discovered(wanted, registered);
  return [...named, ...found.filter(({ name }) => !Object.hasOwn(models, name))];
}

interface Sources {
  readonly registry: ModelRegistry;
  readonly stores: ArtifactStores;
}

async function lookAt(
  model: FollowedUri,
  { registry, stores }: Sources,
  signal: AbortSignal,
): Promise<LookedAt> {
  try {
    const version = await registry.resolve(model.uri, signal);
    return { ...model, version, ...(await lookOrReason(version, stores, signal)) };
  } catch (thrown) {
    return { ...model, unresolved: reasonOf(thrown) };
  }
}

async function lookOrReason(
  version: ModelVersion,
  stores: ArtifactStores,
  signal: AbortSignal,
): Promise<Pick<LookedAt, "look" | "unreadable">> {
  try {
    return { look: await lookAtModel(version, stores, signal) };
  } catch (thrown) {
    return { unreadable: reasonOf(thrown) };
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof GatewayError || thrown instanceof Error ? thrown.message : String(thrown);
}
