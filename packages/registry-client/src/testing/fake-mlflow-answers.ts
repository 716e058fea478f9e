import { z } from "zod";
import type { SampleLoggedModel, SampleRegistry, SampleVersion } from "./sample-registry.ts";

/** What a request to MLflow's REST API says. */
export interface ApiRequest {
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A status and a body. */
export type ApiAnswer = readonly [status: number, body: unknown];

/** MLflow's REST API over a registry: the shapes and error codes that the real one was seen to answer. */
export class FakeMlflowAnswers {
  readonly #registry: SampleRegistry;
  readonly #aliases: SampleRegistry["aliases"][number][];

  constructor(registry: SampleRegistry) {
    this.#registry = registry;
    this.#aliases = [...registry.aliases];
  }

  /** Nothing for a path that MLflow does not know. */
  answer(path: string, request: ApiRequest): ApiAnswer | undefined {
    const loggedModel = /^logged-models\/(?!search$)(.+)$/.exec(path)?.[1];
    if (loggedModel !== undefined) return this.#loggedModel(decodeURIComponent(loggedModel));
    return this.#routes.get(path)?.(request);
  }

  readonly #routes: ReadonlyMap<string, (request: ApiRequest) => ApiAnswer> = new Map([
    ["model-versions/get", ({ query }) => this.#version(query)],
    ["model-versions/get-download-uri", ({ query }) => this.#downloadUri(query)],
    ["model-versions/search", ({ query }) => this.#searchVersions(query)],
    ["registered-models/alias", ({ query, body }) => (body ? this.#setAlias(body) : this.#alias(query))],
    ["registered-models/get-latest-versions", ({ query }) => this.#latest(query)],
    ["registered-models/get", ({ query }) => this.#model(query.get("name"))],
    ["registered-models/search", ({ query }) => this.#searchModels(query)],
    ["runs/get", ({ query }) => this.#run(query.get("run_id"))],
    ["artifacts/list", ({ query }) => listRun(query.get("path"))],
    ["logged-models/search", ({ body }) => this.#searchLoggedModels(body)],
  ]);

  #version(query: URLSearchParams): ApiAnswer {
    const version = this.#find(query.get("name"), query.get("version"));
    return version ? [200, { model_version: this.#described(version) }] : missing("Model Version");
  }

  #downloadUri(query: URLSearchParams): ApiAnswer {
    const version = this.#find(query.get("name"), query.get("version"));
    if (!version) return missing("Model Version");
    return [200, { artifact_uri: version.storageLocation || version.source }];
  }

  #alias(query: URLSearchParams): ApiAnswer {
    const [name, alias] = [query.get("name"), query.get("alias")];
    if (!this.#registry.models.some((each) => each.name === name)) return missing("Registered Model");
    const known = this.#aliases.find((each) => each.name === name && each.alias === alias);
    if (!known) return invalid(`Registered model alias ${alias} not found.`);
    const version = this.#find(name, `${known.version}`);
    return version ? [200, { model_version: this.#described(version) }] : missing("Model Version");
  }

  #setAlias(body: unknown): ApiAnswer {
    const { name, alias, version } = wantedAlias.parse(body);
    if (/^v\d+$|^latest$/i.test(alias)) return invalid(`Invalid alias name: '${alias}'`);
    if (!this.#find(name, version)) return missing(`Model Version (name=${name}, version=${version})`);
    this.#aliases.push({ name, alias, version: Number(version) });
    return [200, {}];
  }

  /** The newest of each stage, in no order. */
  #latest(query: URLSearchParams): ApiAnswer {
    const name = query.get("name");
    if (!this.#registry.models.some((each) => each.name === name)) return missing("Registered Model");
    const stages = query.getAll("stages");
    const found = this.#newestOfEachStage(name).filter(
      ({ stage }) => stages.length === 0 || stages.includes(stage),
    );
    return [200, found.length === 0 ? {} : { model_versions: found.map((each) => this.#described(each)) }];
  }

  #model(name: string | null): ApiAnswer {
    const model = this.#registry.models.find((each) => each.name === name);
    return model ? [200, { registered_model: this.#modelShape(model) }] : missing("Registered Model");
  }

  #searchModels(query: URLSearchParams): ApiAnswer {
    const models = this.#registry.models.filter(({ name }) => !this.#registry.prompts.includes(name));
    return page(
      query,
      "registered_models",
      models.map((model) => this.#modelShape(model)),
    );
  }

  #searchVersions(query: URLSearchParams): ApiAnswer {
    const isWanted = matcherOf(query.get("filter") ?? "");
    const found = this.#registry.versions.filter(
      ({ name, stage }) => isWanted(name) && stage !== "Deleted_Internal",
    );
    const newestFirst = found.toSorted((one, other) => other.version - one.version);
    return page(
      query,
      "model_versions",
      newestFirst.map((each) => shapeOf(each)),
    );
  }

  #run(runId: string | null): ApiAnswer {
    const run = this.#registry.runs.find((each) => each.runId === runId);
    if (!run) return missing("Run");
    const { experimentId, location } = run;
    return [
      200,
      { run: { info: { run_id: runId, experiment_id: `${experimentId}`, artifact_uri: location } } },
    ];
  }

  #loggedModel(modelId: string): ApiAnswer {
    const model = this.#registry.loggedModels.find((each) => each.modelId === modelId && !each.isDeleted);
    return model ? [200, { model: loggedShape(model) }] : missing("Logged model");
  }

  /** One on a page, the newest first. */
  #searchLoggedModels(body: unknown): ApiAnswer {
    const [, name, runId] = /name = '(.*?)' AND source_run_id = '(.*?)'/.exec(JSON.stringify(body)) ?? [];
    const found = this.#registry.loggedModels
      .filter((each) => each.name === name && each.runId === runId && !each.isDeleted)
      .toSorted((one, other) => other.createdMs - one.createdMs)
      .slice(0, 1);
    return [200, found.length === 0 ? {} : { models: found.map((each) => loggedShape(each)) }];
  }

  #find(name: string | null, version: string | null): SampleVersion | undefined {
    return this.#versionsOf(name).find((each) => `${each.version}` === version);
  }

  #versionsOf(name: string | null): readonly SampleVersion[] {
    return this.#registry.versions.filter((each) => each.name === name && each.stage !== "Deleted_Internal");
  }

  #newestOfEachStage(name: string | null): readonly SampleVersion[] {
    return [...new Map(this.#versionsOf(name).map((each) => [each.stage, each])).values()];
  }

  #described(version: SampleVersion): object {
    const own = this.#aliases.filter(
      (each) => each.name === version.name && each.version === version.version,
    );
    return { ...shapeOf(version), ...(own.length > 0 && { aliases: own.map(({ alias }) => alias) }) };
  }

  #modelShape({ name, description, updatedMs }: SampleRegistry["models"][number]): object {
    const aliases = this.#aliases.filter((each) => each.name === name);
    const versions = this.#newestOfEachStage(name).map((each) => shapeOf(each));
    return {
      name,
      last_updated_timestamp: updatedMs,
      ...(description !== "" && { description }),
      ...(aliases.length > 0 && {
        aliases: aliases.map(({ alias, version }) => ({ alias, version: `${version}` })),
      }),
      ...(versions.length > 0 && { latest_versions: versions }),
      ...(this.#registry.prompts.includes(name) && {
        tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }],
      }),
    };
  }
}

const wantedAlias = z.object({ name: z.string(), alias: z.string(), version: z.string() });

/** Two on a page, so that who reads one page only is found out. */
function page(query: URLSearchParams, key: string, items: readonly object[]): ApiAnswer {
  const offset = Number(query.get("page_token") ?? 0);
  const hasMore = offset + 2 < items.length;
  const next = hasMore && { next_page_token: `${offset + 2}` };
  return [200, { [key]: items.slice(offset, offset + 2), ...next }];
}

/** MLflow's filters, as far as they are used here: `name = '…'`, `name = "…"` and `name LIKE '…'`. */
function matcherOf(filter: string): (name: string) => boolean {
  const [, equal, alsoEqual, pattern] =
    /^name (?:= '([^']*)'|= "([^"]*)"|LIKE '([^']*)')$/.exec(filter) ?? [];
  if (pattern === undefined) return (name) => name === (equal ?? alsoEqual);
  const wanted = new RegExp(`^${RegExp.escape(pattern).replaceAll("%", ".*").replaceAll("_", ".")}$`);
  return (name) => wanted.test(name);
}

/** Each run holds a model of its own, nothing else, and a place that the server cannot look at. */
function listRun(path: string | null): ApiAnswer {
  if (path === "closed") return [500, { error_code: "INTERNAL_ERROR", message: "no credentials" }];
  return [200, path === "own/model" ? { files: [{ path: "own/model/MLmodel", is_dir: false }] } : {}];
}

function shapeOf({ name, version, stage, source, runId }: SampleVersion): object {
  return { name, version: `${version}`, current_stage: stage, source, run_id: runId, status: "READY" };
}

function loggedShape({ modelId, name, location, runId }: SampleLoggedModel): object {
  return {
    info: {
      model_id: modelId,
      name,
      artifact_uri: location,
      source_run_id: runId,
      status: "LOGGED_MODEL_READY",
    },
  };
}

function missing(what: string): ApiAnswer {
  return [404, { error_code: "RESOURCE_DOES_NOT_EXIST", message: `${what} not found` }];
}

function invalid(message: string): ApiAnswer {
  return [400, { error_code: "INVALID_PARAMETER_VALUE", message }];
}
