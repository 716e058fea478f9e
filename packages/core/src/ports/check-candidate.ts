import type { FetchedModel } from "../model.ts";
import type { ServableModel } from "./servable-model.ts";

/** A version that can answer, and the files it was loaded from. */
export interface LoadedModel {
  readonly fetched: FetchedModel;
  readonly servable: ServableModel;
}

/** The gate before a switch. */
export interface Candidate {
  readonly candidate: LoadedModel;
  /** The version that serves, and would be replaced; none where its memory had to go first. */
  readonly incumbent: LoadedModel | undefined;
}

/** Lets a loaded version take over, or throws `version_refused` that says all that speaks against it. */
export type CheckCandidate = (pair: Candidate, signal: AbortSignal) => Promise<void>;
