import type { ModelVersion, RegisteredModel } from "@switchyard/core";
import { z } from "zod";
import { parseYaml } from "../../mlmodel/parse-yaml.ts";
import { toModelVersion } from "../described-version.ts";
import type { LoggedModel, Run } from "../registry-store.ts";

/** Text, where MLflow writes nothing or an empty text when there is none. */
const optional = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

/** Text that may look like a number. */
const text = z.union([z.string(), z.number()]).transform(String);

const version = z.object({
  name: text,
  version: text,
  current_stage: optional,
  source: optional,
  storage_location: optional,
  run_id: optional,
  status: optional,
});

/** Reads a version's `meta.yaml`, whatever its stage; aliases are not in it. */
export function toVersion(yaml: string): ModelVersion {
  return toModelVersion(version.parse(parseYaml(yaml)));
}

const model = z.object({ name: text, description: optional, last_updated_timestamp: z.number().nullish() });

/** Reads a registered model's `meta.yaml`. */
export function toModel(yaml: string): Pick<RegisteredModel, "name" | "description" | "updatedMs"> {
  const { name, description = "", last_updated_timestamp: updated } = model.parse(parseYaml(yaml));
  return { name, description, updatedMs: updated ?? undefined };
}

const run = z.object({
  run_id: text.optional(),
  run_uuid: text.optional(),
  experiment_id: text,
  artifact_uri: z.string(),
});

/** Reads a run's `meta.yaml`; an old one knows its id by another name. */
export function toRun(yaml: string): Run {
  const each = run.parse(parseYaml(yaml));
  return {
    runId: each.run_id ?? each.run_uuid ?? "",
    experimentId: each.experiment_id,
    location: each.artifact_uri,
  };
}

const loggedModel = z.object({
  model_id: z.string(),
  name: text,
  artifact_location: z.string(),
  source_run_id: text.nullish(),
  creation_timestamp: z.number(),
  lifecycle_stage: z.string().nullish(),
});

/** A logged model's file, also of one that was deleted. */
export interface LoggedModelFile extends LoggedModel {
  readonly createdMs: number;
  readonly isDeleted: boolean;
}

/** Reads a logged model's `meta.yaml`. */
export function toLoggedModel(yaml: string): LoggedModelFile {
  const each = loggedModel.parse(parseYaml(yaml));
  return {
    modelId: each.model_id,
    name: each.name,
    location: each.artifact_location,
    runId: each.source_run_id ?? undefined,
    createdMs: each.creation_timestamp,
    isDeleted: each.lifecycle_stage === "deleted",
  };
}

/** Reads the file of an alias, which holds a version's number. */
export function toVersionNumber(content: string): string {
  return z.string().regex(/^\d+$/, "no version number").parse(content.trim());
}
