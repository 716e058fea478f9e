import {
  GatewayError,
  type ModelVersion,
  type RegisteredAlias,
  type RegisteredModel,
} from "@switchyard/core";
import type { LoggedModel, RegistryStore, Run, Stage } from "../registry-store.ts";
import {
  toDownloadUri,
  toLoggedModel,
  toLoggedModels,
  toModel,
  toModels,
  toRun,
  toVersion,
  toVersions,
  type Page,
} from "./registry-shapes.ts";
import type { Query, ServerClient } from "./server-client.ts";

/** MLflow's registry behind its tracking server. */
export class RestStore implements RegistryStore {
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.#client = client;
  }

  async findVersion(name: string, version: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const body = await this.#get("model-versions/get", { name, version }, signal);
    return body === undefined ? undefined : this.#located(toVersion(body), signal);
  }

  async findByAlias(name: string, alias: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const body = await this.#get("registered-models/alias", { name, alias }, signal);
    return body === undefined ? undefined : this.#located(toVersion(body), signal);
  }

  findInStage(name: string, stage: Stage, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest({ name, stages: [stage] }, signal);
  }

  findLatest(name: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest({ name }, signal);
  }

  async findLoggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    const body = await this.#get(`logged-models/${encodeURIComponent(modelId)}`, {}, signal);
    return body === undefined ? undefined : toLoggedModel(body);
  }

  async findRun(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    const body = await this.#get("runs/get", { run_id: runId }, signal);
    return body === undefined ? undefined : toRun(body);
  }

  /** The server lists the newest first. Names and ids cannot hold quotes. */
  async findLoggedModelOf(run: Run, name: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    if (/['"]/.test(name)) return undefined;
    const filter = `name = '${name}' AND source_run_id = '${run.runId}'`;
    const wanted = { experiment_ids: [run.experimentId], filter, max_results: 1 };
    const body = await this.#client.post(this.#urlOf("logged-models/search"), wanted, signal);
    return toLoggedModels(body ?? {})[0];
  }

  async findModel(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined> {
    const body = await this.#get("registered-models/get", { name }, signal);
    return body === undefined ? undefined : toModel(body);
  }

  listModels(signal: AbortSignal): Promise<readonly RegisteredModel[]> {
    const query = { max_results: 1000, order_by: ["name ASC"] };
    return this.#all(query, async (page) =>
      toModels(await this.#get("registered-models/search", page, signal)),
    );
  }

  async listVersions(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const quote = name.includes("'") ? '"' : "'";
    const filter = `name = ${quote}${name}${quote}`;
    const query = { filter, max_results: 1000, order_by: ["version_number DESC"] };
    const versions = await this.#all(query, async (page) =>
      toVersions(await this.#get("model-versions/search", page, signal)),
    );
    return versions.map(({ version }) => version);
  }

  async setAlias(alias: RegisteredAlias, signal: AbortSignal): Promise<void> {
    const body = await this.#client.post(this.#urlOf("registered-models/alias"), alias, signal);
    if (body !== undefined) return;
    throw new GatewayError("model_not_found", `${alias.name} has no version ${alias.version}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }

  async #findNewest(query: Query, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const body = await this.#get("registered-models/get-latest-versions", query, signal);
    const { items } = toVersions(body ?? {});
    const newest = items.toSorted((one, other) => Number(other.version) - Number(one.version))[0];
    return newest && this.#located(newest, signal);
  }

  /** A version's `source` may be an indirection; only the server knows where that leads. */
  async #located(version: ModelVersion, signal: AbortSignal): Promise<ModelVersion> {
    const query = { name: version.name, version: version.version };
    const body = await this.#get("model-versions/get-download-uri", query, signal);
    return body === undefined ? version : { ...version, source: toDownloadUri(body) };
  }

  async #all<Item>(query: Query, getPage: (query: Query) => Promise<Page<Item>>): Promise<readonly Item[]> {
    const items: Item[] = [];
    let token: string | undefined;
    do {
      const page = await getPage({ ...query, page_token: token });
      items.push(...page.items);
      token = page.nextToken;
    } while (token !== undefined);
    return items;
  }

  #get(path: string, query: Query, signal: AbortSignal): Promise<unknown> {
    return this.#client.get(this.#urlOf(path), query, signal);
  }

  #urlOf(path: string): string {
    return `${this.#client.url}/api/2.0/mlflow/${path}`;
  }
}
