import type { ErrorRecord } from "../errors.ts";
import type { FetchedModel, ModelVersion } from "../model.ts";
import type { TracedRequest } from "./tracing.ts";

/** A registered model, for listings and discovery. */
export interface RegisteredModel {
  readonly name: string;
  readonly description: string;
  /** Alias → version. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The newest version of each stage. */
  readonly latestVersions: readonly ModelVersion[];
  /**
   * Milliseconds since the epoch at which it last changed: a version was made, deleted, or moved to another
   * stage. Moving an alias does not count, as in MLflow.
   */
  readonly updatedMs: number | undefined;
}

/** Knows which version a URI means just now. */
export interface ModelRegistry extends AsyncDisposable {
  /** Throws `model_not_found`, `invalid_request` or `registry_unavailable`. */
  resolve(uri: string, signal: AbortSignal): Promise<ModelVersion>;
  /** Every registered model that is no prompt. */
  list(signal: AbortSignal): Promise<readonly RegisteredModel[]>;
  /** The numbers of a registered model's versions, newest first; none when there is no such model. */
  versionNumbers(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Points an alias at a version; throws `conflict` where the registry can only be read. */
  setAlias(alias: RegisteredAlias, signal: AbortSignal): Promise<void>;
}

/** An alias of a registered model, and the version that it means. */
export interface RegisteredAlias {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
}

/** How well the registry is known just now. */
export interface RegistryStatus {
  /** `stale` when its last answer could not be had: what is served may be older than what it says. */
  readonly state: "current" | "stale";
  /** Seconds since it last answered; nothing when it has not yet. */
  readonly lagSeconds: number | undefined;
  readonly failure: ErrorRecord | undefined;
}

/** Bytes fetched so far of all bytes known so far. */
export type OnProgress = (progress: { readonly fetchedBytes: number; readonly totalBytes: number }) => void;

/** Brings a version's files here, verified and complete, or throws `load_failed`. */
export type FetchModel = (
  version: ModelVersion,
  signal: AbortSignal,
  onProgress?: OnProgress,
) => Promise<FetchedModel>;

export interface Reloaded {
  readonly oldVersion: string | undefined;
  readonly newVersion: string;
}

export interface ReloadOptions {
  /** Also a version that was rolled back or refused. */
  readonly force?: boolean;
  /** Where the way of the request is recorded that asks for it. */
  readonly trace?: TracedRequest | undefined;
}

/**
 * Asks the registry again and resolves once its answer is what is served. Throws `conflict` when that is a
 * version that was rolled back or refused.
 */
export type ReloadModel = (name: string, signal: AbortSignal, options?: ReloadOptions) => Promise<Reloaded>;

/**
 * Goes back to the version that served before, and keeps the one that serves now from coming back until the
 * registry points elsewhere. Throws `conflict` when there is none to go back to.
 */
export type RollbackModel = (name: string, signal: AbortSignal) => Promise<Reloaded>;
