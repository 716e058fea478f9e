import { join } from "node:path";

/** The repository. */
export const root: string = join(import.meta.dirname, "../../..");

/** All that the benchmark writes but its results; may be deleted. */
export const cache: string = join(root, ".cache/bench");

/** Program files of the benchmark itself, by their path below its sources. */
export function ownFile(path: string): string {
  return join(import.meta.dirname, path);
}
