import type { ModelVersion, RegisteredAlias, RegisteredModel, ModelStage } from "@switchyard/core";

/** A model that was logged by a run, and need not be registered. */
export interface LoggedModel {
  readonly modelId: string;
  readonly name: string;
  readonly location: string;
  readonly runId: string | undefined;
}

/** A run, and where its artifacts lie. */
export interface Run {
  readonly runId: string;
  readonly experimentId: string;
  readonly location: string;
}

/**
 * The lookups that an MLflow backend must answer; each finds nothing rather than throw, or throws
 * `registry_unavailable`. A version's `source` is where its files lie as far as the backend knows: it may
 * still be a `models:` or `runs:` URI.
 */
export interface RegistryStore extends AsyncDisposable {
  /** Where it looks, for people; without credentials: `MLflow at http://127.0.0.1:5000`. */
  readonly place: string;
  findVersion(name: string, version: string, signal: AbortSignal): Promise<ModelVersion | undefined>;
  findByAlias(name: string, alias: string, signal: AbortSignal): Promise<ModelVersion | undefined>;
  /** The newest version in a stage. */
  findInStage(name: string, stage: ModelStage, signal: AbortSignal): Promise<ModelVersion | undefined>;
  /** The newest version of all stages. */
  findLatest(name: string, signal: AbortSignal): Promise<ModelVersion | undefined>;
  findLoggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined>;
  findRun(runId: string, signal: AbortSignal): Promise<Run | undefined>;
  /** The newest model that a run logged under a name. */
  findLoggedModelOf(run: Run, name: string, signal: AbortSignal): Promise<LoggedModel | undefined>;
  /** Whether there are files below a path of a run's artifacts; for backends that can see them. */
  holdsArtifacts?(run: Run, path: string, signal: AbortSignal): Promise<boolean | undefined>;
  findModel(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined>;
  /** Every registered model that is no prompt. */
  listModels(signal: AbortSignal): Promise<readonly RegisteredModel[]>;
  /** The numbers of a model's versions, newest first. */
  listVersions(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Throws `conflict` where the backend can only be read. */
  setAlias(alias: RegisteredAlias, signal: AbortSignal): Promise<void>;
}
