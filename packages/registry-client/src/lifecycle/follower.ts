import { GatewayError, type HeldVersion, type Reloaded, type ReloadOptions } from "@switchyard/core";
import { FollowedModel, type FollowedModelOptions } from "./followed-model.ts";

export interface BeginOptions {
  /** How long the registry may take to answer while there is something to serve without it. */
  readonly patienceMs?: number;
}

/** Serves models by what their URIs mean, and exchanges their versions; what fails leaves the old one serving. */
export class Follower {
  readonly #options: FollowedModelOptions;
  readonly #followed = new Map<string, FollowedModel>();

  constructor(options: FollowedModelOptions) {
    this.#options = options;
  }

  /**
   * Serves a model for the first time: what the registry says, or else what was served last, in an earlier run
   * of the program perhaps. Throws why the registry's answer cannot be served.
   */
  async begin(name: string, signal: AbortSignal, { patienceMs = 5000 }: BeginOptions = {}): Promise<void> {
    const followed = this.#of(name);
    const isKnown = await followed.remember();
    const resolving = isKnown ? AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) : signal;
    await followed.follow({ signal, resolving, force: false });
  }

  /**
   * Resolves a model's URI anew and exchanges its version when version, place or content have changed. Throws
   * `conflict` when that version is held back, and why when it cannot be had.
   */
  async reload(name: string, signal: AbortSignal, { force = false }: ReloadOptions = {}): Promise<Reloaded> {
    const oldVersion = this.#currentVersion(name);
    const { held } = await this.#of(name).follow({ signal, resolving: signal, force });
    if (held) throw heldBack(name, held);
    return { oldVersion, newVersion: this.#currentVersion(name) ?? "" };
  }

  /** Serves the version before again; the present one is held back until the registry points elsewhere. */
  async rollback(
    name: string,
    signal: AbortSignal,
    reason = "rolled back by an operator",
  ): Promise<Reloaded> {
    const oldVersion = this.#currentVersion(name);
    await this.#of(name).goBack(reason, signal);
    return { oldVersion, newVersion: this.#currentVersion(name) ?? "" };
  }

  /** Frees the version that was replaced and has been kept since. */
  async release(name: string): Promise<void> {
    await this.#followed.get(name)?.release();
  }

  /** Serves a model no more, and forgets what is known of it. */
  async forget(name: string): Promise<void> {
    this.#followed.delete(name);
    await this.#options.store.remove(name);
    await this.#options.models.forget(name);
  }

  #of(name: string): FollowedModel {
    const followed = this.#followed.get(name) ?? new FollowedModel(name, this.#options);
    this.#followed.set(name, followed);
    return followed;
  }

  /** Throws `model_not_found`. */
  #currentVersion(name: string): string | undefined {
    return this.#options.models.status(name).current?.version.version;
  }
}

function heldBack(name: string, { version, reason, since }: HeldVersion): GatewayError {
  return new GatewayError(
    "conflict",
    `${name} ${version.version} is held back since ${since.toISOString()} (${reason}); point the registry elsewhere, or reload with force=true`,
  );
}
