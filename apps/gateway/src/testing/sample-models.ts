import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FetchedModel } from "@switchyard/core";
import { parseManifest } from "@switchyard/registry-client";

/** Directory of the sample registry. */
export const sampleRegistry: string = join(import.meta.dirname, "../../../../examples/registry");

/** The newest sample model with a word in its `MLmodel` file, and its files where they lie. */
export function sampleModel(word: string): FetchedModel {
  const found = globSync(join(sampleRegistry, "artifacts/**/MLmodel"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }))
    .findLast(({ text }) => text.includes(word));
  if (!found) throw new Error(`no sample model with ${word}`);
  return {
    directory: dirname(found.path),
    digest: "sample",
    manifest: parseManifest(found.text),
    version: {
      name: "sample",
      version: "1",
      source: found.path,
      registeredName: undefined,
      alias: undefined,
      aliases: [],
      stage: undefined,
      runId: undefined,
      status: undefined,
    },
  };
}
