import {
  GatewayError,
  type CheckCandidate,
  type LoadedModel,
  type HeldVersion,
  type ModelHandle,
  type ModelRef,
  type ModelStatus,
  type ModelVersion,
  type ServedModels,
  type ServingEvents,
  type Traffic,
} from "@switchyard/core";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import { didYouMean } from "../near-names.ts";
import type { Check, LoadModel } from "./load-model.ts";
import type { ModelEntry } from "./model-entry.ts";
import { ServedModel, type AspireOptions } from "./served-model.ts";
import type { Swap } from "./version-policy.ts";

export interface ModelManagerOptions {
  readonly loadModel: LoadModel;
  readonly events?: Pick<ServingEvents, "modelStateChanged">;
  /** Over all models; loading takes memory and cores that serving needs. */
  readonly maxConcurrentLoads?: number;
  readonly swapOf?: (name: string) => Swap;
  /** How a model's requests are split among its versions, where they are. */
  readonly trafficOf?: (name: string) => Traffic | undefined;
  /** The gate that a version passes before it takes over from another; all pass when it is left out. */
  readonly checkCandidate?: CheckCandidate;
}

/** Moves each model towards its aspired versions, and hands out the ones that are ready. */
export class ModelManager implements ServedModels, AsyncDisposable {
  readonly #options: ModelManagerOptions;
  readonly #loads: ConcurrencyLimit;
  readonly #models = new Map<string, ServedModel>();

  constructor(options: ModelManagerOptions) {
    this.#options = options;
    this.#loads = new ConcurrencyLimit(options.maxConcurrentLoads ?? 2);
  }

  names(): readonly string[] {
    return [...this.#models.keys()];
  }

  status(name: string): ModelStatus {
    return this.#modelOf(name).status();
  }

  acquire(ref: ModelRef): ModelHandle {
    return this.#modelOf(ref.name).acquire(ref);
  }

  /** Adds a model, or changes the URI that it follows. */
  follow(name: string, uri: string): void {
    const model = this.#models.get(name);
    if (model) model.uri = uri;
    else this.#models.set(name, this.#createModel(name, uri));
  }

  /** Takes a model away; resolves when its last request has been answered. */
  async forget(name: string): Promise<void> {
    const model = this.#models.get(name);
    this.#models.delete(name);
    await model?.close();
  }

  /**
   * Declares which versions of `name` are served, the one that answers requests which name none first.
   * Resolves once they are, or once something newer was declared; throws when one of them cannot be loaded.
   */
  async aspire(name: string, versions: readonly ModelVersion[], options?: AspireOptions): Promise<void> {
    await this.#modelOf(name).aspire(versions, options);
  }

  /** Keeps which version is held back, for people to see; nothing when none is. */
  hold(name: string, held: HeldVersion | undefined): void {
    this.#modelOf(name).held = held;
  }

  /** Keeps why the registry's answer cannot be followed; what is served stays. */
  refuse(name: string, failure: GatewayError): void {
    this.#modelOf(name).refuse(failure);
  }

  /** Lets every request end, then frees every model. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#models.values().map((model) => model.close()));
  }

  #createModel(name: string, uri: string): ServedModel {
    const { events, swapOf, trafficOf } = this.#options;
    return new ServedModel(uri, {
      name,
      swap: () => swapOf?.(name) ?? "availability",
      traffic: () => trafficOf?.(name),
      load: (entry, incumbent) => this.#loads.run(() => this.#load(entry, incumbent)),
      onTransition: ({ version, state, failure }) =>
        events?.modelStateChanged(version, state, failure?.toRecord()),
    });
  }

  /** What was dropped while it waited for its turn is not loaded. */
  async #load(entry: ModelEntry, incumbent: () => LoadedModel | undefined): Promise<void> {
    if (entry.state !== "pending") return;
    const { loadModel, checkCandidate } = this.#options;
    const check: Check = async (candidate, signal) =>
      await checkCandidate?.({ candidate, incumbent: incumbent() }, signal);
    await entry.load((version, signal) => loadModel(version, signal, entry.isChecked ? check : undefined));
  }

  #modelOf(name: string): ServedModel {
    const model = this.#models.get(name);
    if (model) return model;
    const near = didYouMean(name, this.#models.keys());
    throw new GatewayError("model_not_found", `no model ${name} is served${near}`);
  }
}
