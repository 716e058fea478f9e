import { cp, mkdtempDisposable, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleModel } from "./sample-models.ts";

/** A copy of the sample iris model that has no graph: only Python can load it. */
export async function pythonOnlyIris(): Promise<{ readonly path: string } & AsyncDisposable> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  await cp(sampleModel("sepal_length").directory, directory.path, { recursive: true });
  await rm(join(directory.path, "model.onnx"));
  const path = join(directory.path, "MLmodel");
  const mlmodel = await readFile(path, "utf8");
  await writeFile(path, mlmodel.replace(/^ {2}onnx:\n(?: {4}.*\n)+/m, ""));
  return directory;
}
