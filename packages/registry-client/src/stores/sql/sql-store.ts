import type { ModelVersion, RegisteredAlias, RegisteredModel, ModelStage } from "@switchyard/core";
import { readOnly } from "../read-only.ts";
import type { LoggedModel, RegistryStore, Run } from "../registry-store.ts";
import { toAlias, toLoggedModel, toModel, toRun, toVersion, type AliasRow } from "./rows.ts";
import type { Row, SqlDatabase, SqlValue } from "./sql-database.ts";

const isAlive = "current_stage <> 'Deleted_Internal'";

/** MLflow's registry in any SQL database, also one of an older MLflow that lacks some columns. */
export class SqlStore implements RegistryStore {
  readonly place: string;
  readonly #database: SqlDatabase;
  readonly #workspace: string;

  constructor(database: SqlDatabase, workspace = "default") {
    this.place = `the database ${database.place}`;
    this.#database = database;
    this.#workspace = workspace;
  }

  async findVersion(name: string, version: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const wanted = `name = ? AND version = ? AND ${isAlive}`;
    const [row] = await this.#select("model_versions", [wanted, name, Number(version)], signal);
    return row && this.#describe(row, name, signal);
  }

  async findByAlias(name: string, alias: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const wanted = ["name = ? AND alias = ?", name, alias] as const;
    const rows = await this.#select("registered_model_aliases", wanted, signal);
    const found = rows.map((row) => toAlias(row)).find((each) => each.alias === alias);
    return found && this.findVersion(name, found.version, signal);
  }

  findInStage(name: string, stage: ModelStage, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest(name, ["name = ? AND current_stage = ?", name, stage], signal);
  }

  findLatest(name: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    return this.#findNewest(name, [`name = ? AND ${isAlive}`, name], signal);
  }

  async findLoggedModel(modelId: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    const wanted = ["model_id = ? AND lifecycle_stage = 'active'", modelId] as const;
    const [row] = await this.#select("logged_models", wanted, signal);
    return row && toLoggedModel(row);
  }

  async findRun(runId: string, signal: AbortSignal): Promise<Run | undefined> {
    const [row] = await this.#select("runs", ["run_uuid = ?", runId], signal);
    return row && toRun(row);
  }

  async findLoggedModelOf(run: Run, name: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
    const wanted = "experiment_id = ? AND name = ? AND source_run_id = ? AND lifecycle_stage = 'active'";
    const [row] = await this.#select(
      "logged_models",
      [`${wanted} ORDER BY creation_timestamp_ms DESC`, Number(run.experimentId), name, run.runId],
      signal,
    );
    return row && toLoggedModel(row);
  }

  async findModel(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined> {
    const models = await this.#models(["name = ?", name], signal);
    return models.find((each) => each.name === name);
  }

  listModels(signal: AbortSignal): Promise<readonly RegisteredModel[]> {
    return this.#models(["1 = 1"], signal);
  }

  async listVersions(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const wanted = `name = ? AND ${isAlive} ORDER BY version DESC`;
    const rows = await this.#select("model_versions", [wanted, name], signal);
    const versions = rows.map((row) => toVersion(row));
    return versions.filter((each) => each.name === name).map(({ version }) => version);
  }

  setAlias(alias: RegisteredAlias): Promise<void> {
    return Promise.reject(readOnly(alias, this.place));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  async #findNewest(name: string, wanted: Condition, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const [condition, ...values] = wanted;
    const newest = [`${condition} ORDER BY version DESC LIMIT 1`, ...values] as const;
    const [row] = await this.#select("model_versions", newest, signal);
    return row && this.#describe(row, name, signal);
  }

  /** Some databases compare without regard to case; a name is only itself. */
  async #describe(row: Row, name: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const version = toVersion(row);
    if (version.name !== name) return undefined;
    return withAliases(version, await this.#aliases(["name = ?", name], signal));
  }

  async #models(wanted: Condition, signal: AbortSignal): Promise<readonly RegisteredModel[]> {
    const [condition, ...values] = wanted;
    const prompts = await this.#promptNames(wanted, signal);
    const models = await this.#select("registered_models", [`${condition} ORDER BY name`, ...values], signal);
    const aliases = Map.groupBy(await this.#aliases(wanted, signal), ({ name }) => name);
    const versions = Map.groupBy(await this.#newestOfEachStage(wanted, signal), ({ name }) => name);
    return models
      .map((row) => toModel(row))
      .filter(({ name }) => !prompts.has(name))
      .map(({ name, description, updatedMs }) => {
        const own = aliases.get(name) ?? [];
        const latestVersions = (versions.get(name) ?? []).map((each) => withAliases(each, own));
        const versionOf = Object.fromEntries(own.map(({ alias, version }) => [alias, version]));
        return { name, description, aliases: versionOf, latestVersions, updatedMs };
      });
  }

  /** The database picks them, for it may hold thousands of versions. */
  async #newestOfEachStage(
    [condition, ...values]: Condition,
    signal: AbortSignal,
  ): Promise<readonly ModelVersion[]> {
    const columns = await this.#database.columnsOf("model_versions", signal);
    const key = columns.includes("workspace") ? "workspace, name, current_stage" : "name, current_stage";
    const newest = `SELECT ${key}, MAX(version) FROM model_versions WHERE ${condition} GROUP BY ${key}`;
    const wanted = `${condition} AND ${isAlive} AND (${key}, version) IN (${newest}) ORDER BY version DESC`;
    const rows = await this.#select("model_versions", [wanted, ...values, ...values], signal);
    return rows.map((row) => toVersion(row));
  }

  /** Prompts are kept like models. */
  async #promptNames([condition, ...values]: Condition, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const wanted = [`"key" = 'mlflow.prompt.is_prompt' AND ${condition}`, ...values] as const;
    const rows = await this.#select("registered_model_tags", wanted, signal);
    return new Set(rows.map((row) => toModel(row).name));
  }

  async #aliases(wanted: Condition, signal: AbortSignal): Promise<readonly AliasRow[]> {
    const [condition, ...values] = wanted;
    const rows = await this.#select(
      "registered_model_aliases",
      [`${condition} ORDER BY alias`, ...values],
      signal,
    );
    return rows.map((row) => toAlias(row));
  }

  /** The rows of a table that meet a condition, of this workspace where there are any; none without the table. */
  async #select(table: string, wanted: Condition, signal: AbortSignal): Promise<readonly Row[]> {
    const columns = await this.#database.columnsOf(table, signal);
    if (columns.length === 0) return [];
    const [condition, ...values] = wanted;
    const hasWorkspace = columns.includes("workspace");
    const sql = `SELECT * FROM ${table} WHERE ${hasWorkspace ? "workspace = ? AND " : ""}${condition}`;
    return this.#database.query(sql, hasWorkspace ? [this.#workspace, ...values] : values, signal);
  }
}

/** A condition, with an order perhaps, and the values of its `?`. */
type Condition = readonly [condition: string, ...values: readonly SqlValue[]];

function withAliases(version: ModelVersion, aliases: readonly AliasRow[]): ModelVersion {
  const own = aliases.filter((each) => each.version === version.version);
  return { ...version, aliases: own.map((each) => each.alias) };
}
