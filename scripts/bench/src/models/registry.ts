import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The versions of a registered model, the first one first: the directories of their files. */
export type RegisteredModels = Readonly<Record<string, readonly string[]>>;

/** Writes a registry as MLflow keeps one in a directory, with `champion` at each model's first version. */
export function writeRegistry(directory: string, models: RegisteredModels): void {
  rmSync(directory, { recursive: true, force: true });
  write(join(directory, "0/meta.yaml"), { experiment_id: "'0'", lifecycle_stage: "active", name: "Default" });
  for (const [name, versions] of Object.entries(models)) {
    const model = join(directory, "models", name);
    write(join(model, "meta.yaml"), { name, last_updated_timestamp: "1" });
    for (const [index, source] of versions.entries())
      write(join(model, `version-${index + 1}/meta.yaml`), {
        name,
        version: String(index + 1),
        source: JSON.stringify(source),
        current_stage: "None",
        run_id: "null",
        status: "READY",
        storage_location: "null",
      });
    pointChampion(directory, name, 1);
  }
}

/** Moves a model's `champion` to another version. */
export function pointChampion(directory: string, name: string, version: number): void {
  const file = join(directory, "models", name, "aliases/champion");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, String(version));
}

function write(file: string, fields: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`);
  writeFileSync(file, lines.join(""));
}
