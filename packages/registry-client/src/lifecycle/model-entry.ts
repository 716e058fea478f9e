import {
  GatewayError,
  type FetchedModel,
  type LoadedModel,
  type ModelHandle,
  type ModelState,
  type ModelVersion,
  type ServableModel,
  type VersionStatus,
} from "@switchyard/core";
import { CountedHandle } from "./counted-handle.ts";

/** The states each state may move to. `closed` and `failed` are final: a retry is a new entry. */
const successors: Record<ModelState, readonly ModelState[]> = {
  pending: ["loading", "closed"],
  loading: ["ready", "failed"],
  ready: ["draining"],
  draining: ["closed"],
  closed: [],
  failed: [],
};

/** Hears of each transition of an entry. */
export type OnTransition = (entry: ModelEntry) => void;

/** One model version on its way from `pending` to `closed`, and the requests that hold it. */
export class ModelEntry {
  aspired = true;
  /** Whether it must show what it can before it takes over. */
  isChecked = false;
  /** Why the same version failed when it was tried before. */
  earlierFailure: GatewayError | undefined;
  #version: ModelVersion;
  #state: ModelState = "pending";
  #failure: GatewayError | undefined;
  #loaded: LoadedModel | undefined;
  #loadedAt: Date | undefined;
  #inFlight = 0;
  readonly #onTransition: OnTransition;
  readonly #loading = new AbortController();
  readonly #idle = Promise.withResolvers<void>();

  constructor(version: ModelVersion, onTransition: OnTransition) {
    this.#version = version;
    this.#onTransition = onTransition;
    onTransition(this);
  }

  get version(): ModelVersion {
    return this.#version;
  }

  get state(): ModelState {
    return this.#state;
  }

  /** Why it is `failed`. */
  get failure(): GatewayError | undefined {
    return this.#failure;
  }

  get fetched(): FetchedModel | undefined {
    return this.#loaded?.fetched;
  }

  get servable(): ServableModel | undefined {
    return this.#loaded?.servable;
  }

  /** Takes what the registry now says of the same version, such as its aliases. */
  describe(version: ModelVersion): void {
    this.#version = version;
    if (this.#loaded) this.#loaded = { ...this.#loaded, fetched: { ...this.#loaded.fetched, version } };
  }

  get loaded(): LoadedModel | undefined {
    return this.#loaded;
  }

  /** Runs `load` and becomes `ready`, or `failed` with the reason kept. */
  async load(load: (version: ModelVersion, signal: AbortSignal) => Promise<LoadedModel>): Promise<void> {
    this.#enter("loading");
    try {
      this.#loaded = await loadUnlessAborted(load, this.#version, this.#loading.signal);
      this.#loadedAt = new Date();
      this.#loaded.servable.beginToServe?.();
      this.describe(this.#version);
    } catch (thrown) {
      this.#failure = this.#failureOf(thrown);
      return this.#enter("failed");
    }
    this.#enter("ready");
  }

  /** It need not be served any more; what has not become ready ends now. */
  drop(): void {
    this.aspired = false;
    if (this.#state === "pending") return this.#enter("closed");
    this.#loading.abort();
  }

  acquire(): ModelHandle {
    const loaded = this.#loaded;
    if (this.#state !== "ready" || !loaded) throw this.#notReady();
    this.#inFlight += 1;
    return new CountedHandle(loaded, this.#release);
  }

  /** Gives out no more handles, waits for those given, then frees the model. */
  async unload(): Promise<void> {
    this.#enter("draining");
    if (this.#inFlight > 0) await this.#idle.promise;
    try {
      if (this.#loaded) await free(this.#loaded);
    } catch (thrown) {
      this.#failure = GatewayError.from(thrown);
    }
    this.#loaded = undefined;
    this.#enter("closed");
  }

  status(): VersionStatus {
    return {
      version: this.#version,
      state: this.#state,
      failure: this.#failure?.toRecord(),
      loadedAt: this.#loadedAt,
      fetched: this.fetched,
      servable: this.servable,
    };
  }

  readonly #release = (): void => {
    this.#inFlight -= 1;
    if (this.#inFlight === 0 && this.#state === "draining") this.#idle.resolve();
  };

  #notReady(): GatewayError {
    const { name, version } = this.#version;
    const reason = this.#failure ? `: ${this.#failure.message}` : "";
    return new GatewayError("model_not_ready", `${name} ${version} is ${this.#state}${reason}`);
  }

  #failureOf(thrown: unknown): GatewayError {
    if (!this.#loading.signal.aborted) return GatewayError.from(thrown);
    const { name, version } = this.#version;
    return new GatewayError("load_failed", `${name} ${version} was no longer wanted`, { cause: thrown });
  }

  #enter(next: ModelState): void {
    if (!successors[this.#state].includes(next))
      throw new Error(`illegal transition ${this.#state} → ${next}`);
    this.#state = next;
    this.#onTransition(this);
  }
}

/** A load that ends after its abort has made something that nobody will use: it is freed at once. */
async function loadUnlessAborted(
  load: Parameters<ModelEntry["load"]>[0],
  version: ModelVersion,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const loaded = await load(version, signal);
  if (!signal.aborted) return loaded;
  await free(loaded);
  throw signal.reason;
}

/** Ends the workers, then lets the files go. */
async function free({ fetched, servable }: LoadedModel): Promise<void> {
  await servable[Symbol.asyncDispose]();
  fetched.release?.();
}
