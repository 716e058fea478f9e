import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { SampleRegistry } from "./sample-registry.ts";

/** Which MLflow wrote a database: what came in which version. */
export interface MlflowSchema {
  /** From 3.10. */
  readonly hasWorkspaces: boolean;
  /** From 2.8. */
  readonly hasStorageLocation: boolean;
  /** From 3.0. */
  readonly hasLoggedModels: boolean;
}

/** Writes a SQLite file as MLflow does, as far as a reader can tell. */
export function createMlflowDatabase(path: string, registry: SampleRegistry, schema: MlflowSchema): void {
  using database = new DatabaseSync(path);
  database.exec(`PRAGMA synchronous = OFF; ${tables(schema)}`);
  insertModels(database, registry);
  insertVersions(database, registry, schema);
  for (const { runId, location, experimentId } of registry.runs)
    insert(database, "runs", { run_uuid: runId, artifact_uri: location, experiment_id: experimentId });
  if (schema.hasLoggedModels) insertLoggedModels(database, registry);
}

function tables({ hasWorkspaces, hasStorageLocation, hasLoggedModels }: MlflowSchema): string {
  const workspace = hasWorkspaces ? "workspace VARCHAR(63) DEFAULT 'default' NOT NULL," : "";
  const key = hasWorkspaces ? "workspace, name" : "name";
  return `
    CREATE TABLE registered_models (name VARCHAR(256) NOT NULL, creation_time BIGINT, last_updated_time BIGINT,
      description VARCHAR(5000), ${workspace} PRIMARY KEY (${key}));
    CREATE TABLE model_versions (name VARCHAR(256) NOT NULL, version INTEGER NOT NULL, creation_time BIGINT,
      last_updated_time BIGINT, description VARCHAR(5000), user_id VARCHAR(256), current_stage VARCHAR(20),
      source VARCHAR(500), run_id VARCHAR(32), status VARCHAR(20), status_message VARCHAR(500), run_link VARCHAR(500),
      ${hasStorageLocation ? "storage_location VARCHAR(500)," : ""} ${workspace} PRIMARY KEY (${key}, version));
    CREATE TABLE registered_model_aliases (alias VARCHAR(256) NOT NULL, version INTEGER NOT NULL,
      name VARCHAR(256) NOT NULL, ${workspace} PRIMARY KEY (${key}, alias));
    CREATE TABLE registered_model_tags ("key" VARCHAR(250) NOT NULL, value VARCHAR(5000), name VARCHAR(256) NOT NULL,
      ${workspace} PRIMARY KEY (${key}, "key"));
    CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL PRIMARY KEY, name VARCHAR(250), status VARCHAR(9),
      lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER);
    ${hasLoggedModels ? loggedModels : ""}`;
}

const loggedModels = `
  CREATE TABLE logged_models (model_id VARCHAR(36) NOT NULL PRIMARY KEY, experiment_id INTEGER NOT NULL,
    name VARCHAR(500) NOT NULL, artifact_location VARCHAR(1000) NOT NULL, creation_timestamp_ms BIGINT NOT NULL,
    last_updated_timestamp_ms BIGINT NOT NULL, status INTEGER NOT NULL, lifecycle_stage VARCHAR(32),
    model_type VARCHAR(500), source_run_id VARCHAR(32), status_message VARCHAR(1000));`;

function insertModels(database: DatabaseSync, { models, prompts, aliases }: SampleRegistry): void {
  for (const { name, description, updatedMs } of models)
    insert(database, "registered_models", { name, description, last_updated_time: updatedMs });
  for (const name of prompts)
    insert(database, "registered_model_tags", { name, key: "mlflow.prompt.is_prompt", value: "true" });
  for (const alias of aliases) insert(database, "registered_model_aliases", { ...alias });
}

function insertVersions(database: DatabaseSync, { versions }: SampleRegistry, schema: MlflowSchema): void {
  for (const { name, version, stage, source, storageLocation, runId } of versions)
    insert(database, "model_versions", {
      name,
      version,
      current_stage: stage,
      source,
      run_id: runId,
      status: "READY",
      ...(schema.hasStorageLocation && { storage_location: storageLocation }),
    });
}

function insertLoggedModels(database: DatabaseSync, registry: SampleRegistry): void {
  for (const model of registry.loggedModels)
    insert(database, "logged_models", {
      model_id: model.modelId,
      experiment_id: model.experimentId,
      name: model.name,
      artifact_location: model.location,
      creation_timestamp_ms: model.createdMs,
      last_updated_timestamp_ms: model.createdMs,
      status: 2,
      lifecycle_stage: model.isDeleted ? "deleted" : "active",
      source_run_id: model.runId ?? null,
    });
}

function insert(database: DatabaseSync, table: string, row: Readonly<Record<string, SQLInputValue>>): void {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const places = columns.map(() => "?").join(", ");
  database
    .prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`)
    .run(...Object.values(row));
}
