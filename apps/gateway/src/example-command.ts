import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FetchedModel, ModelDescription } from "@switchyard/core";

const longestBody = 400;

/** A `curl` command that a model answers at its address: its own input example, or a picture where it takes one. */
export async function exampleCommand(
  { directory, manifest }: FetchedModel,
  { task }: ModelDescription,
  url: string,
): Promise<string> {
  if (task === "image") return `curl -F file=@examples/images/dog.jpg ${url}/predict`;
  const example = await shortExample(directory, manifest.servingInputExample);
  return `curl ${url}/invocations -H 'content-type: application/json' -d '${example ?? '{"inputs": …}'}'`;
}

async function shortExample(directory: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    const body = JSON.stringify(JSON.parse(await readFile(join(directory, file), "utf8")));
    // A quote would end the shell's own.
    return body.length <= longestBody ? body.replaceAll("'", String.raw`'\''`) : undefined;
  } catch {
    return undefined;
  }
}
