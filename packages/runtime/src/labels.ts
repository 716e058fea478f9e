import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelManifest } from "@switchyard/core";
import { z } from "zod";

const list = z.array(z.coerce.string()).min(1);
const huggingFaceConfig = z.object({ id2label: z.record(z.string(), z.string()) });

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
  const config = huggingFaceConfig.safeParse(await readJson(join(directory, "config.json")));
  const candidates = [
    json,
    lines?.filter((line) => line !== ""),
    config.data && byId(config.data.id2label),
    manifest.metadata["labels"],
  ];
  return candidates.map((each) => list.safeParse(each)).find(({ success }) => success)?.data;
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
