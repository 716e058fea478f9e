import type {
  FetchedModel,
  FetchModel,
  LoadedModel,
  ModelVersion,
  ServableModel,
  ServingEvents,
  StartServable,
  SwapPhase,
} from "@switchyard/core";

/** Throws when a version that can answer should not take over. */
export type Check = (candidate: LoadedModel, signal: AbortSignal) => Promise<void>;

/** Makes a version servable, or throws why it cannot be. */
export type LoadModel = (version: ModelVersion, signal: AbortSignal, check?: Check) => Promise<LoadedModel>;

export interface LoadModelOptions {
  readonly fetchModel: FetchModel;
  readonly startServable: StartServable;
  /** Hears how long each step took. */
  readonly onTimed?: ServingEvents["modelTimed"];
}

/** Fetches a version's files, starts what serves them, and has it checked. */
export function createLoadModel({ fetchModel, startServable, onTimed }: LoadModelOptions): LoadModel {
  return async (version, signal, check) => {
    const timed = async <Value>(phase: SwapPhase, work: Promise<Value>): Promise<Value> => {
      const startMs = performance.now();
      const value = await work;
      onTimed?.(version, phase, performance.now() - startMs);
      return value;
    };
    const fetched = await timed("download", fetchModel(version, signal));
    try {
      signal.throwIfAborted();
      const servable = await timed("load", startServable(fetched, signal));
      const checking = checked(servable, { fetched, check, signal });
      return await (check ? timed("gate", checking) : checking);
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
