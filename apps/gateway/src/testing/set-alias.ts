import { DatabaseSync } from "node:sqlite";

export interface Alias {
  readonly name: string;
  readonly alias: string;
  /** None to take it away. */
  readonly version?: string;
}

/** Points an alias of a registry's database file at a version, as MLflow would. */
export function setAlias(database: string, { name, alias, version }: Alias): void {
  const registry = new DatabaseSync(database);
  registry.prepare("DELETE FROM registered_model_aliases WHERE name = ? AND alias = ?").run(name, alias);
  if (version !== undefined)
    registry
      .prepare(
        "INSERT INTO registered_model_aliases (workspace, name, alias, version) VALUES ('default', ?, ?, ?)",
      )
      .run(name, alias, Number(version));
  registry.close();
}
