import {
  GatewayError,
  type ModelVersion,
  type RegisteredAlias,
  type RegisteredModel,
  type ModelStage,
} from "@switchyard/core";
import type { LoggedModel, RegistryStore, Run } from "../registry-store.ts";
import { filterByName } from "./filter-by-name.ts";
import {
  holdsFiles,
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
  readonly place: string;
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.place = `MLflow at ${client.url}`;
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

  findInStage(name: string, stage: ModelStage, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest({ name, stages: [stage] }, signal);
  }

  findLatest(name: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest({ name }, signal);
  }

  async findLoggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    if (!/^[\w-]+$/.test(modelId)) return undefined;
    const body = await this.#get(`logged-models/${modelId}`, {}, signal);
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
    const data = { experiment_ids: [run.experimentId], filter, max_results: 1 };
    const url = this.#urlOf("logged-models/search");
    const answer = await this.#client.ask({ url, method: "POST", data }, signal);
    return toLoggedModels("body" in answer ? answer.body : {})[0];
  }

  /** Not known when the server itself cannot look into its store. */
  async holdsArtifacts({ runId }: Run, path: string, signal: AbortSignal): Promise<boolean | undefined> {
    try {
      const body = await this.#get("artifacts/list", { run_id: runId, path }, signal);
      return body === undefined ? undefined : holdsFiles(body);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof GatewayError) return undefined;
      throw cause;
    }
  }

  async findModel(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined> {
    const body = await this.#get("registered-models/get", { name }, signal);
    return body === undefined ? undefined : toModel(body);
  }

  listModels(signal: AbortSignal): Promise<readonly RegisteredModel[]> {
    const query = { max_results: 1000, order_by: ["name ASC"] };
    return this.#all(async (page) =>
      toModels(await this.#list("registered-models/search", { ...query, ...page }, signal)),
    );
  }

  async listVersions(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const query = { filter: filterByName(name), max_results: 1000, order_by: ["version_number DESC"] };
    const versions = await this.#all(async (page) =>
      toVersions(await this.#list("model-versions/search", { ...query, ...page }, signal)),
    );
    return versions.filter((each) => each.name === name).map(({ version }) => version);
  }

  async setAlias(alias: RegisteredAlias, signal: AbortSignal): Promise<void> {
    const url = this.#urlOf("registered-models/alias");
    const answer = await this.#client.ask({ url, method: "POST", data: alias }, signal);
    if ("body" in answer) return;
    const { code, message } = answer.refusal;
    const reason = `${this.place} does not point ${alias.alias} at ${alias.name} ${alias.version}: ${message}`;
    throw new GatewayError(
      code === "INVALID_PARAMETER_VALUE" ? "invalid_request" : "model_not_found",
      reason,
    );
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

  async #all<Item>(getPage: (page: Query) => Promise<Page<Item>>): Promise<readonly Item[]> {
    const items: Item[] = [];
    let token: string | undefined;
    do {
      const page = await getPage({ page_token: token });
      items.push(...page.items);
      token = page.nextToken;
    } while (token !== undefined);
    return items;
  }

  /** A list is never missing; who may not ask for it is told why. */
  async #list(path: string, params: Query, signal: AbortSignal): Promise<unknown> {
    const answer = await this.#client.ask({ url: this.#urlOf(path), params }, signal);
    if ("body" in answer) return answer.body;
    throw new GatewayError("registry_unavailable", `${this.place} lists nothing: ${answer.refusal.message}`);
  }

  /** Nothing has NUL in its name, which makes some servers fail. */
  async #get(path: string, query: Query, signal: AbortSignal): Promise<unknown> {
    if (Object.values(query).some((each) => each?.toString().includes("\0"))) return undefined;
    return this.#client.get(this.#urlOf(path), query, signal);
  }

  #urlOf(path: string): string {
    return `${this.#client.url}/api/2.0/mlflow/${path}`;
  }
}
