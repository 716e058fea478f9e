import { copyFile, link, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { addOnnxEntry } from "./add-onnx-entry.ts";
import { recordFile } from "./companion-record.ts";

export interface CompanionFiles {
  /** The model's own directory. */
  readonly source: string;
  /** Where the graph is already. */
  readonly target: string;
  /** The `onnx` entry of `MLmodel`. */
  readonly flavor: Readonly<Record<string, unknown>>;
  /** Class names, for a model that tells none itself. */
  readonly labels: readonly string[] | undefined;
}

/** Puts a model's files beside its graph, so that the directory is the whole model with its companion. */
export async function layOutCompanion({ source, target, flavor, labels }: CompanionFiles): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // What is written anew must be no second name of the model's own file.
  const own = new Set(["MLmodel", String(flavor["data"]), recordFile]);
  for (const { parentPath, name } of files) {
    const from = join(parentPath, name);
    const path = relative(source, from);
    if (own.has(path)) continue;
    const to = join(target, path);
    await mkdir(dirname(to), { recursive: true });
    await linkOrCopy(from, to);
  }
  const mlmodel = await readFile(join(source, "MLmodel"), "utf8");
  await writeFile(join(target, "MLmodel"), addOnnxEntry(mlmodel, flavor));
  if (labels && !files.some(({ name }) => name === "labels.json"))
    await writeFile(join(target, "labels.json"), JSON.stringify(labels));
}

/** A second name costs no space; on another disk there is none. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}
