import { open } from "node:fs/promises";
import { join } from "node:path";
import { parseExactJson, type FetchedModel } from "@switchyard/core";

const largestExample = 64 * 1024;
const known = new WeakMap<FetchedModel, unknown>();

/** The request body that MLflow keeps beside a version; undefined where there is none, or a large one. Read once. */
export async function readInputExample(model: FetchedModel): Promise<unknown> {
  if (!known.has(model)) known.set(model, await read(model));
  return known.get(model);
}

async function read({ directory, manifest }: FetchedModel): Promise<unknown> {
  const name = manifest.servingInputExample;
  if (name === undefined) return undefined;
  try {
    await using file = await open(join(directory, name));
    const { size } = await file.stat();
    return size > largestExample ? undefined : parseExactJson(await file.readFile("utf8"));
  } catch {
    // A document without the example is better than none.
    return undefined;
  }
}
