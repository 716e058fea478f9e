import type {
  FetchedModel,
  FetchModel,
  LoadedModel,
  ModelVersion,
  ServableModel,
  StartServable,
} from "@switchyard/core";

/** Throws when a version that can answer should not take over. */
export type Check = (candidate: LoadedModel, signal: AbortSignal) => Promise<void>;

/** Makes a version servable, or throws why it cannot be. */
export type LoadModel = (version: ModelVersion, signal: AbortSignal, check?: Check) => Promise<LoadedModel>;

export interface LoadModelOptions {
  readonly fetchModel: FetchModel;
  readonly startServable: StartServable;
}

/** Fetches a version's files, starts what serves them, and has it checked. */
export function createLoadModel({ fetchModel, startServable }: LoadModelOptions): LoadModel {
  return async (version, signal, check) => {
    const fetched = await fetchModel(version, signal);
    try {
      signal.throwIfAborted();
      return await checked(await startServable(fetched, signal), { fetched, check, signal });
    } catch (thrown) {
      fetched.release?.();
      throw thrown;
    }
  };
}

interface Checking {
  readonly fetched: FetchedModel;
  readonly check: Check | undefined;
  readonly signal: AbortSignal;
}

async function checked(servable: ServableModel, { fetched, check, signal }: Checking): Promise<LoadedModel> {
  try {
    await check?.({ fetched, servable }, signal);
    return { fetched, servable };
  } catch (thrown) {
    await servable[Symbol.asyncDispose]();
    throw thrown;
  }
}
