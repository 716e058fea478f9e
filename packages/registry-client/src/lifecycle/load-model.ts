import type { FetchedModel, FetchModel, ModelVersion, ServableModel, StartServable } from "@switchyard/core";

/** A version that can answer, and the files it was loaded from. */
export interface LoadedModel {
  readonly fetched: FetchedModel;
  readonly servable: ServableModel;
}

/** Makes a version servable, or throws why it cannot be. */
export type LoadModel = (version: ModelVersion, signal: AbortSignal) => Promise<LoadedModel>;

export interface LoadModelOptions {
  readonly fetchModel: FetchModel;
  readonly startServable: StartServable;
}

/** Fetches a version's files, then starts what serves them. */
export function createLoadModel({ fetchModel, startServable }: LoadModelOptions): LoadModel {
  return async (version, signal) => {
    const fetched = await fetchModel(version, signal);
    signal.throwIfAborted();
    return { fetched, servable: await startServable(fetched, signal) };
  };
}
