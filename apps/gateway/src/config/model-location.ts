import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Below a run's folder: where MLflow puts its artifacts, and what the model is commonly called there. */
const inRun = join("artifacts", "model");

/** The directory with the `MLmodel` file that a path means: itself, that of a run, or the one that holds the file. */
export function modelDirectory(path: string): string {
  const candidates = [path, join(path, "model"), join(path, inRun), ...parentsOf(path)];
  return candidates.find((each) => existsSync(join(each, "MLmodel"))) ?? path;
}

/** A model's files lie a few folders below its own at most. */
function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let each = path; parents.length < 4; each = dirname(each)) parents.push(dirname(each));
  return parents;
}

/** The model's location: the given one, or what is called `model` where that is a run's or its artifacts'. */
export function modelLocation(uri: string): string {
  const trimmed = uri.replace(/\/+$/, "");
  if (trimmed.endsWith("/artifacts")) return `${trimmed}/model`;
  if (/\/[0-9a-f]{32}$/.test(trimmed)) return `${trimmed}/artifacts/model`;
  return trimmed;
}
