import type { FetchModel, LoadedModel, ModelVersion, StartServable } from "@switchyard/core";

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
