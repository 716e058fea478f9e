import {
  GatewayError,
  type ModelHandle,
  type ModelRef,
  type ModelStatus,
  type ModelVersion,
  type ServedModels,
  type ServingEvents,
} from "@switchyard/core";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import { didYouMean } from "../near-names.ts";
import type { LoadModel } from "./load-model.ts";
import type { ModelEntry } from "./model-entry.ts";
import { ServedModel, type Digests } from "./served-model.ts";

export interface ModelManagerOptions {
  readonly loadModel: LoadModel;
  readonly events?: Pick<ServingEvents, "modelStateChanged">;
  /** Over all models; loading takes memory and cores that serving needs. */
  readonly maxConcurrentLoads?: number;
}

/** Moves each model towards its aspired versions, and hands out the ones that are ready. */
export class ModelManager implements ServedModels, AsyncDisposable {
  readonly #loadModel: LoadModel;
  readonly #events: ModelManagerOptions["events"];
  readonly #loads: ConcurrencyLimit;
  readonly #models = new Map<string, ServedModel>();

  constructor({ loadModel, events, maxConcurrentLoads = 2 }: ModelManagerOptions) {
    this.#loadModel = loadModel;
    this.#events = events;
    this.#loads = new ConcurrencyLimit(maxConcurrentLoads);
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
  async aspire(name: string, versions: readonly ModelVersion[], digests?: Digests): Promise<void> {
    await this.#modelOf(name).aspire(versions, digests);
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
    return new ServedModel(uri, {
      name,
      load: (entry) => this.#loads.run(() => this.#load(entry)),
      onTransition: ({ version, state, failure }) =>
        this.#events?.modelStateChanged(version, state, failure?.toRecord()),
    });
  }

  /** What was dropped while it waited for its turn is not loaded. */
  async #load(entry: ModelEntry): Promise<void> {
    if (entry.state === "pending") await entry.load(this.#loadModel);
  }

  #modelOf(name: string): ServedModel {
    const model = this.#models.get(name);
    if (model) return model;
    const near = didYouMean(name, this.#models.keys());
    throw new GatewayError("model_not_found", `no model ${name} is served${near}`);
  }
}
