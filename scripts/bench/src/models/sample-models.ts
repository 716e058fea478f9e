import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../places.ts";

/** The directory of the newest sample model with all these words in its `MLmodel` file. */
export function sampleModel(...words: readonly string[]): string {
  const found = globSync(join(root, "examples/registry/artifacts/**/MLmodel"))
    .toSorted()
    .findLast((path) => {
      const manifest = readFileSync(path, "utf8");
      return words.every((word) => manifest.includes(word));
    });
  if (found === undefined) throw new Error(`no sample model with ${words.join(" and ")}`);
  return dirname(found);
}

/** Copies a sample model without its graph, so that only Python can load it. */
export function writeWithoutGraph(sample: string, directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  cpSync(sample, directory, { recursive: true });
  rmSync(join(directory, "model.onnx"));
  const path = join(directory, "MLmodel");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^ {2}onnx:\n(?: {4}.*\n)+/m, ""));
}
