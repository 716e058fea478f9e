import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelManifest } from "@switchyard/core";
import * as v from "valibot";

const list = v.pipe(v.array(v.pipe(v.unknown(), v.transform(String))), v.minLength(1));
const huggingFaceConfig = v.object({ id2label: v.record(v.string(), v.string()) });

/**
 * The class names of a model in the order of its scores, from the first of: `labels.json`, `labels.txt`,
 * `id2label` of `config.json`, `labels` in the metadata of `MLmodel`.
 */
export async function readLabels(
  directory: string,
  manifest: ModelManifest,
): Promise<readonly string[] | undefined> {
  const json = await readJson(join(directory, "labels.json"));
  const lines = (await readText(join(directory, "labels.txt")))?.split("\n").map((line) => line.trim());
  const config = await readJson(join(directory, "config.json"));
  const candidates = [
    json,
    lines?.filter((line) => line !== ""),
    v.is(huggingFaceConfig, config) ? byId(config.id2label) : undefined,
    manifest.metadata["labels"],
  ];
  for (const candidate of candidates) {
    const parsed = v.safeParse(list, candidate);
    if (parsed.success) return parsed.output;
  }
  return undefined;
}

function byId(names: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(names)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, name]) => name);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readText(path)) ?? "null");
  } catch {
    return undefined;
  }
}

async function readText(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}
