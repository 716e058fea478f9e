import {
  GatewayError,
  type FetchModel,
  type ModelRegistry,
  type ModelVersion,
  type Reloaded,
  type ReloadModel,
} from "@switchyard/core";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import type { ModelManager } from "./model-manager.ts";
import type { Digests } from "./served-model.ts";

/** The versions that should be served for a model, the one that its URI means first. */
export type ResolveVersions = (
  name: string,
  uri: string,
  signal: AbortSignal,
) => Promise<readonly ModelVersion[]>;

export interface ReloadOptions {
  readonly registry: ModelRegistry;
  readonly models: ModelManager;
  readonly fetchModel: FetchModel;
  /** The one version that the URI means, when it is left out. */
  readonly resolveVersions?: ResolveVersions;
}

/** Resolves a model's URI anew and exchanges its version when version, place or content have changed. */
export function createReload(options: ReloadOptions): ReloadModel {
  const reloader = new Reloader(options);
  return (name, signal) => reloader.reload(name, signal);
}

class Reloader {
  readonly #options: ReloadOptions;
  readonly #turns = new Map<string, ConcurrencyLimit>();

  constructor(options: ReloadOptions) {
    this.#options = options;
  }

  async reload(name: string, signal: AbortSignal): Promise<Reloaded> {
    const oldVersion = this.#currentVersion(name);
    const { served } = await this.#turnOf(name).run(() => this.#declare(name, signal));
    await served;
    return { oldVersion, newVersion: this.#currentVersion(name) ?? "" };
  }

  /** One at a time for a name: an answer that came late must not replace a newer one. */
  async #declare(name: string, signal: AbortSignal): Promise<{ readonly served: Promise<void> }> {
    const { models } = this.#options;
    const { uri } = models.status(name);
    try {
      const versions = await this.#resolve(name, uri, signal);
      const digests = await this.#digestsOf(versions, name, signal);
      return { served: models.aspire(name, versions, digests) };
    } catch (thrown) {
      const failure = GatewayError.from(thrown);
      models.refuse(name, failure);
      throw failure;
    }
  }

  async #resolve(name: string, uri: string, signal: AbortSignal): Promise<readonly ModelVersion[]> {
    const { registry, resolveVersions } = this.#options;
    return resolveVersions ? await resolveVersions(name, uri, signal) : [await registry.resolve(uri, signal)];
  }

  /** What the places of the versions that are served hold now; costs a listing where nothing has changed. */
  async #digestsOf(versions: readonly ModelVersion[], name: string, signal: AbortSignal): Promise<Digests> {
    const { models, fetchModel } = this.#options;
    const ready = models.status(name).versions.filter(({ state }) => state === "ready");
    const served = versions.filter((each) => ready.some(({ version }) => isSame(version, each)));
    const fetched = await Promise.all(served.map((version) => fetchModel(version, signal)));
    return new Map(fetched.map(({ version, digest }) => [version.version, digest]));
  }

  #turnOf(name: string): ConcurrencyLimit {
    const turn = this.#turns.get(name) ?? new ConcurrencyLimit(1);
    this.#turns.set(name, turn);
    return turn;
  }

  #currentVersion(name: string): string | undefined {
    return this.#options.models.status(name).current?.version.version;
  }
}

function isSame(one: ModelVersion, other: ModelVersion): boolean {
  return one.version === other.version && one.source === other.source;
}
