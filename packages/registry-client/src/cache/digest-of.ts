import { createHash } from "node:crypto";
import type { HashedFile } from "./download-files.ts";
import { byPath } from "./model-files.ts";

/** The name of a model's content: the same files have the same digest, wherever they came from. */
export function digestOf(files: readonly Pick<HashedFile, "path" | "sha256">[]): string {
  const lines = files.toSorted(byPath).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}
