import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError, type ModelManifest } from "@switchyard/core";
import { parseManifest } from "./parse-manifest.ts";

/** Reads the `MLmodel` file of a model's directory; throws `load_failed` that says what about it is wrong. */
export async function readManifest(directory: string): Promise<ModelManifest> {
  const files = await readdir(directory);
  if (!files.includes("MLmodel"))
    throw new GatewayError("load_failed", `there is no MLmodel file; found ${files.join(", ") || "nothing"}`);
  const manifest = parseManifest(await readFile(join(directory, "MLmodel"), "utf8"));
  return { ...manifest, servingInputExample: exampleAmong(files, manifest.servingInputExample) };
}

/** What the manifest names, when it is there; files of a model that was saved by hand may be there unnamed. */
function exampleAmong(files: readonly string[], named: string | undefined): string | undefined {
  return [named, "serving_input_example.json"].find((name) => name !== undefined && files.includes(name));
}
