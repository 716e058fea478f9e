import type { FetchedModel, ModelVersion } from "../model.ts";

/** A registered model, for listings and discovery. */
export interface RegisteredModel {
  readonly name: string;
  readonly description: string;
  /** Alias → version. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The newest version of each stage. */
  readonly latestVersions: readonly ModelVersion[];
}

/** Knows which version a URI means just now. */
export interface ModelRegistry extends AsyncDisposable {
  /** Throws `model_not_found`, `invalid_request` or `registry_unavailable`. */
  resolve(uri: string, signal: AbortSignal): Promise<ModelVersion>;
  /** Every registered model that is no prompt. */
  list(signal: AbortSignal): Promise<readonly RegisteredModel[]>;
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

/** Asks the registry again and resolves once its answer is what is served. */
export type ReloadModel = (name: string, signal: AbortSignal) => Promise<Reloaded>;
