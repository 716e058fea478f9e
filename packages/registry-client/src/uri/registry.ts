import {
  GatewayError,
  parseModelUri,
  splitSubPath,
  type ModelRegistry,
  type ModelUri,
  type ModelVersion,
  modelStages,
} from "@switchyard/core";
import type { RegistryStore } from "../stores/registry-store.ts";
import { explainMissing, explainMissingInRun, explainMissingLoggedModel } from "./explain-missing.ts";
import { joinLocation } from "./join-location.ts";
import { versionAt, versionOfLogged, versionOfRun } from "./unregistered-version.ts";
import { versionNumber } from "./version-number.ts";

export interface RegistryStores {
  /** Where registered models are looked up. */
  readonly store: RegistryStore;
  /** Where runs and logged models are looked up; the same one when it is left out. */
  readonly tracking?: RegistryStore;
}

/** A registry that reads every form of model URI. */
export function createRegistry({ store, tracking = store }: RegistryStores): ModelRegistry {
  const resolver = new Resolver(store, tracking);
  return {
    resolve: (uri, signal) => resolver.resolve(uri, signal),
    list: (signal) => store.listModels(signal),
    versionNumbers: (name, signal) => store.listVersions(name, signal),
    setAlias: (alias, signal) => store.setAlias(alias, signal),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      if (tracking !== store) await tracking[Symbol.asyncDispose]();
    },
  };
}

/** A version's source may name another version; more than this many are a circle. */
const maxSteps = 8;

type Registered = Extract<ModelUri, { readonly name: string }>;

class Resolver {
  readonly #store: RegistryStore;
  readonly #tracking: RegistryStore;

  constructor(store: RegistryStore, tracking: RegistryStore) {
    this.#store = store;
    this.#tracking = tracking;
  }

  async resolve(text: string, signal: AbortSignal): Promise<ModelVersion> {
    const { uri, subPath } = splitSubPath(text);
    const version = await this.#find(parseModelUri(uri), signal);
    return { ...version, source: joinLocation(await this.#locate(version.source, text, signal), subPath) };
  }

  /** Follows sources that are model URIs themselves. */
  async #locate(source: string, text: string, signal: AbortSignal): Promise<string> {
    let location = source;
    for (let step = 0; step < maxSteps; step += 1) {
      if (!/^(?:models|runs):/i.test(location)) return location;
      location = await this.#sourceOf(location, text, signal);
    }
    throw new GatewayError(
      "model_not_found",
      `${text} leads in a circle: the sources of its versions name each other`,
    );
  }

  async #sourceOf(source: string, text: string, signal: AbortSignal): Promise<string> {
    try {
      const { uri, subPath } = splitSubPath(source);
      return joinLocation((await this.#find(parseModelUri(uri), signal)).source, subPath);
    } catch (cause) {
      const { code, message } = GatewayError.from(cause);
      throw new GatewayError(code, `${text} leads to ${source}: ${message}`, { cause });
    }
  }

  async #find(uri: ModelUri, signal: AbortSignal): Promise<ModelVersion> {
    switch (uri.kind) {
      case "location":
        return versionAt(uri.location);
      case "model-id":
        return this.#findLogged(uri.modelId, signal);
      case "run":
        return this.#findInRun(uri, signal);
      case "version":
      case "stage":
      case "latest":
      case "alias":
        return this.#findRegistered(uri, signal);
    }
  }

  async #findRegistered(uri: Registered, signal: AbortSignal): Promise<ModelVersion> {
    const version = await this.#lookUp(uri, signal);
    if (version) return version;
    throw await explainMissing(uri, this.#store, signal);
  }

  /** Alias `latest` cannot be set; MLflow reads it as the newest version. */
  async #lookUp(uri: Registered, signal: AbortSignal): Promise<ModelVersion | undefined> {
    if (uri.kind === "version") return this.#findNumbered(uri.name, versionNumber(uri.version), signal);
    if (uri.kind === "stage") return this.#findInStage(uri.name, uri.stage, signal);
    if (uri.kind === "latest" || uri.alias.toLowerCase() === "latest")
      return this.#store.findLatest(uri.name, signal);
    const version = await this.#store.findByAlias(uri.name, uri.alias, signal);
    return version && { ...version, alias: uri.alias };
  }

  /** No registry counts beyond what a number holds. */
  async #findNumbered(name: string, version: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return Number.isSafeInteger(Number(version)) ? this.#store.findVersion(name, version, signal) : undefined;
  }

  async #findInStage(name: string, text: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const stage = modelStages.find((each) => each.toLowerCase() === text.toLowerCase());
    return stage && this.#store.findInStage(name, stage, signal);
  }

  async #findLogged(modelId: string, signal: AbortSignal): Promise<ModelVersion> {
    const model = await this.#tracking.findLoggedModel(modelId, signal);
    if (model) return versionOfLogged(model);
    throw await explainMissingLoggedModel(modelId, { store: this.#store, tracking: this.#tracking }, signal);
  }

  /**
   * MLflow fetches the files below the run's own artifacts, and over them those of the newest model that the run
   * logged under the path's first segment; either is enough. Whether there are files only some backends can tell, so
   * that here a logged model is taken alone, for it is complete; without one, the path below the run's artifacts is
   * taken unless the backend says that nothing lies there. Where none can say, fetching it will.
   */
  async #findInRun(uri: RunUri, signal: AbortSignal): Promise<ModelVersion> {
    const { runId, path } = uri;
    const [name = "", ...rest] = path.split("/");
    if (name === "") throw namesNoModel(runId);
    const run = await this.#tracking.findRun(runId, signal);
    if (!run) throw explainMissingInRun(uri, run, this.#tracking.place);
    const model = await this.#tracking.findLoggedModelOf(run, name, signal);
    if (model) return versionOfRun(run, path, joinLocation(model.location, rest.join("/")));
    const hasFiles = await this.#tracking.holdsArtifacts?.(run, path.replace(/\/+$/, ""), signal);
    if (hasFiles === false) throw explainMissingInRun(uri, run, this.#tracking.place);
    return versionOfRun(run, path, joinLocation(run.location, path));
  }
}

type RunUri = Extract<ModelUri, { readonly kind: "run" }>;

function namesNoModel(runId: string): GatewayError {
  return new GatewayError(
    "invalid_request",
    `runs:/${runId} names no model; expected runs:/${runId}/<path of the model>`,
  );
}
