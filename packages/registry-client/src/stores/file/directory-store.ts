import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  GatewayError,
  type ModelVersion,
  type RegisteredAlias,
  type RegisteredModel,
  type ModelStage,
} from "@switchyard/core";
import { readOnly } from "../read-only.ts";
import type { LoggedModel, RegistryStore, Run } from "../registry-store.ts";
import { directoryOf } from "./directory-of.ts";
import { ModelFiles } from "./model-files.ts";
import { TrackingFiles } from "./tracking-files.ts";

/** A directory that MLflow itself, without a server, keeps its registry and its runs in; only read. */
export class DirectoryStore implements RegistryStore {
  readonly place: string;
  readonly #root: string;
  readonly #models: ModelFiles;
  readonly #tracking: TrackingFiles;

  /** The directory may come later; throws `invalid_configuration` when the URI means none of this machine. */
  constructor(uri: string) {
    this.#root = directoryOf(uri);
    this.place = `the directory ${this.#root}`;
    this.#models = new ModelFiles(join(this.#root, "models"));
    this.#tracking = new TrackingFiles(this.#root);
  }

  async findVersion(name: string, version: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    await this.#checkRoot();
    return this.#models.version(name, version, signal);
  }

  async findByAlias(name: string, alias: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    await this.#checkRoot();
    const version = await this.#models.aliased(name, alias, signal);
    return version === undefined ? undefined : this.#models.version(name, version, signal);
  }

  findInStage(name: string, stage: ModelStage, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest(name, (each) => each.stage === stage, signal);
  }

  findLatest(name: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest(name, () => true, signal);
  }

  async findLoggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    await this.#checkRoot();
    return this.#tracking.loggedModel(modelId, signal);
  }

  async findRun(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    await this.#checkRoot();
    return this.#tracking.run(runId, signal);
  }

  findLoggedModelOf(run: Run, name: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    return this.#tracking.loggedModelOf(run, name, signal);
  }

  async findModel(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined> {
    await this.#checkRoot();
    return this.#models.model(name, signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly RegisteredModel[]> {
    await this.#checkRoot();
    const names = await this.#models.names();
    const models = await Promise.all(names.map((name) => this.#models.model(name, signal)));
    return models.filter((each) => each !== undefined);
  }

  async listVersions(name: string, signal: AbortSignal): Promise<readonly string[]> {
    await this.#checkRoot();
    return (await this.#models.versions(name, signal)).map(({ version }) => version);
  }

  setAlias(alias: RegisteredAlias): Promise<void> {
    return Promise.reject(readOnly(alias, this.place));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #findNewest(
    name: string,
    isWanted: (version: ModelVersion) => boolean,
    signal: AbortSignal,
  ): Promise<ModelVersion | undefined> {
    await this.#checkRoot();
    const newest = (await this.#models.versions(name, signal)).find((each) => isWanted(each));
    return newest && this.#models.version(name, newest.version, signal);
  }

  /** A directory that is away, because its disk is, must not look like an empty registry. */
  async #checkRoot(): Promise<void> {
    const status = await stat(this.#root).catch(() => undefined);
    if (status?.isDirectory()) return;
    throw new GatewayError(
      "registry_unavailable",
      `cannot read the registry: there is no directory ${this.#root}`,
    );
  }
}
