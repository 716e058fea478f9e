import type { ModelVersion, RegisteredModel } from "@switchyard/core";
import { z } from "zod";
import { readShape } from "../read-shape.ts";
import type { LoggedModel, Run } from "../registry-store.ts";

/** Text, where MLflow writes nothing or an empty text when there is none. */
const optional = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

const version = z
  .object({
    name: z.string(),
    version: z.coerce.string(),
    source: optional,
    aliases: z.array(z.string()).default([]),
    current_stage: optional,
    run_id: optional,
    status: optional,
  })
  .transform((each): ModelVersion => ({
    name: each.name,
    registeredName: each.name,
    version: each.version,
    source: each.source ?? "",
    alias: undefined,
    aliases: each.aliases,
    stage: each.current_stage,
    runId: each.run_id,
    status: each.status,
  }));

const model = z
  .object({
    name: z.string(),
    description: optional,
    tags: z.array(z.object({ key: z.string() })).default([]),
    aliases: z.array(z.object({ alias: z.string(), version: z.coerce.string() })).default([]),
    latest_versions: z.array(version).default([]),
    last_updated_timestamp: z.coerce.number().optional(),
  })
  .transform(({ name, description = "", tags, aliases, ...rest }) => ({
    isPrompt: tags.some(({ key }) => key === "mlflow.prompt.is_prompt"),
    model: withAliases({
      name,
      description,
      aliases: Object.fromEntries(aliases.map(({ alias, version: number }) => [alias, number])),
      latestVersions: rest.latest_versions,
      updatedMs: rest.last_updated_timestamp,
    }),
  }));

/** The versions inside a model come in any order and do not carry their aliases; the model does. */
function withAliases(registered: RegisteredModel): RegisteredModel {
  const aliases = Object.entries(registered.aliases);
  const newestFirst = registered.latestVersions.toSorted(
    (one, other) => Number(other.version) - Number(one.version),
  );
  const described = newestFirst.map((each): ModelVersion => {
    const own = aliases.filter(([, number]) => number === each.version).map(([alias]) => alias);
    return Object.assign({}, each, { aliases: own });
  });
  return { ...registered, latestVersions: described };
}

const loggedModel = z
  .object({
    info: z.object({
      model_id: z.string(),
      name: z.string().default(""),
      artifact_uri: z.string(),
      source_run_id: optional,
    }),
  })
  .transform(({ info }): LoggedModel => ({
    modelId: info.model_id,
    name: info.name,
    location: info.artifact_uri,
    runId: info.source_run_id,
  }));

const run = z
  .object({
    info: z.object({ run_id: z.string(), experiment_id: z.coerce.string(), artifact_uri: z.string() }),
  })
  .transform(({ info }): Run => ({
    runId: info.run_id,
    experimentId: info.experiment_id,
    location: info.artifact_uri,
  }));

const pageToken = optional;
const modelVersionAnswer = z.object({ model_version: version });
const modelVersionsAnswer = z.object({
  model_versions: z.array(version).default([]),
  next_page_token: pageToken,
});
const downloadUriAnswer = z.object({ artifact_uri: z.string() });
const registeredModelAnswer = z.object({ registered_model: model });
const registeredModelsAnswer = z.object({
  registered_models: z.array(model).default([]),
  next_page_token: pageToken,
});
const loggedModelAnswer = z.object({ model: loggedModel });
const loggedModelsAnswer = z.object({ models: z.array(loggedModel).default([]) });
const runAnswer = z.object({ run });
const filesAnswer = z.object({ files: z.array(z.unknown()).default([]) });

/** A part of a list, and what to ask with for the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

export function toVersion(body: unknown): ModelVersion {
  return readShape(modelVersionAnswer, body).model_version;
}

export function toVersions(body: unknown): Page<ModelVersion> {
  const answer = readShape(modelVersionsAnswer, body);
  return { items: answer.model_versions, nextToken: answer.next_page_token };
}

export function toDownloadUri(body: unknown): string {
  return readShape(downloadUriAnswer, body).artifact_uri;
}

/** Nothing for a prompt, which is kept like a model. */
export function toModel(body: unknown): RegisteredModel | undefined {
  const { registered_model: answer } = readShape(registeredModelAnswer, body);
  return answer.isPrompt ? undefined : answer.model;
}

export function toModels(body: unknown): Page<RegisteredModel> {
  const answer = readShape(registeredModelsAnswer, body);
  const items = answer.registered_models.filter(({ isPrompt }) => !isPrompt);
  return { items: items.map((each) => each.model), nextToken: answer.next_page_token };
}

export function toLoggedModel(body: unknown): LoggedModel {
  return readShape(loggedModelAnswer, body).model;
}

export function toLoggedModels(body: unknown): readonly LoggedModel[] {
  return readShape(loggedModelsAnswer, body).models;
}

export function toRun(body: unknown): Run {
  return readShape(runAnswer, body).run;
}

export function holdsFiles(body: unknown): boolean {
  return readShape(filesAnswer, body).files.length > 0;
}
