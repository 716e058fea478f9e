import type { ModelVersion, RegisteredModel } from "@switchyard/core";
import { z } from "zod";
import { readShape } from "../read-shape.ts";
import { toModelVersion } from "../described-version.ts";
import type { LoggedModel, Run } from "../registry-store.ts";

/** Text, where MLflow writes nothing or an empty text when there is none. */
const optional = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const whole = z.union([z.number(), z.bigint(), z.string()]).transform(String);

const version = z.object({
  name: z.string(),
  version: whole,
  source: optional,
  storage_location: optional,
  current_stage: optional,
  run_id: optional,
  status: optional,
});

/** Reads a row of `model_versions`; aliases are not in it. */
export function toVersion(row: unknown): ModelVersion {
  return toModelVersion(readShape(version, row));
}

const alias = z.object({ name: z.string(), alias: z.string(), version: whole });

/** A row of `registered_model_aliases`. */
export interface AliasRow {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
}

export function toAlias(row: unknown): AliasRow {
  return readShape(alias, row);
}

const model = z.object({
  name: z.string(),
  description: optional,
  last_updated_time: z.coerce.number().nullish(),
});

/** Reads a row of `registered_models`. */
export function toModel(row: unknown): Pick<RegisteredModel, "name" | "description" | "updatedMs"> {
  const { name, description = "", last_updated_time: updated } = readShape(model, row);
  return { name, description, updatedMs: updated ?? undefined };
}

const loggedModel = z.object({
  model_id: z.string(),
  name: z.string(),
  artifact_location: z.string(),
  source_run_id: optional,
});

/** Reads a row of `logged_models`. */
export function toLoggedModel(row: unknown): LoggedModel {
  const each = readShape(loggedModel, row);
  return {
    modelId: each.model_id,
    name: each.name,
    location: each.artifact_location,
    runId: each.source_run_id,
  };
}

const run = z.object({ run_uuid: z.string(), experiment_id: whole, artifact_uri: z.string() });

/** Reads a row of `runs`. */
export function toRun(row: unknown): Run {
  const each = readShape(run, row);
  return { runId: each.run_uuid, experimentId: each.experiment_id, location: each.artifact_uri };
}
