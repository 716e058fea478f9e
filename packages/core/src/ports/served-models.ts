import type { FetchedModel, ModelRef, ModelState, ModelVersion } from "../model.ts";
import type { ErrorRecord } from "../errors.ts";
import type { ServableModel } from "./servable-model.ts";
import type { Traffic } from "./traffic.ts";

/** A pinned model version: it stays loaded until the handle is disposed. */
export interface ModelHandle extends Disposable {
  readonly model: FetchedModel;
  readonly servable: ServableModel;
}

/** One version of a served model, as people see it. */
export interface VersionStatus {
  readonly version: ModelVersion;
  readonly state: ModelState;
  /** Why it is `failed`. */
  readonly failure: ErrorRecord | undefined;
  readonly loadedAt: Date | undefined;
  readonly fetched: FetchedModel | undefined;
  readonly servable: ServableModel | undefined;
}

/** A version that may not serve until the registry points elsewhere. */
export interface HeldVersion {
  readonly version: ModelVersion;
  readonly reason: string;
  readonly since: Date;
}

/** A served model, as people see it. */
export interface ModelStatus {
  readonly name: string;
  /** The URI it follows. */
  readonly uri: string;
  /** The version that answers requests which name none. */
  readonly current: VersionStatus | undefined;
  readonly versions: readonly VersionStatus[];
  /** The registry's answer, where it was rolled back or refused; the version before serves on. */
  readonly held: HeldVersion | undefined;
  /** How requests that name no version are split among versions, where they are. */
  readonly traffic?: Traffic | undefined;
  /** Why the registry's last answer could not be followed. */
  readonly failure: ErrorRecord | undefined;
}

/** The models this process serves. */
export interface ServedModels {
  names(): readonly string[];
  status(name: string): ModelStatus;
  /** Pins a ready version; the followed one when the reference names none. Throws `model_not_found` or `model_not_ready`. */
  acquire(ref: ModelRef): ModelHandle;
}
