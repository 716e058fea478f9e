import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FetchedModel } from "@switchyard/core";
import { parseManifest } from "@switchyard/registry-client";

/** Directory of the sample registry. */
export const sampleRegistry: string = join(import.meta.dirname, "../../../../examples/registry");

/** A sample model's files where they lie, found by a word of its `MLmodel` file. */
export function sampleModel(word: string): FetchedModel {
  const found = globSync(join(sampleRegistry, "artifacts/**/MLmodel"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }))
    .find(({ text }) => text.includes(word));
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
