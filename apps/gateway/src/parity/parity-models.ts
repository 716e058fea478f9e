import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A model that MLflow and the gateway both serve. */
export interface ParityModel {
  readonly name: string;
  /** Directory that holds its `MLmodel`. */
  readonly directory: string;
}

const folder = join(import.meta.dirname, "models");

/** The small models of the suite, see `models/README.md`. */
export function parityModels(): readonly ParityModel[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, directory: join(folder, name) }));
}
