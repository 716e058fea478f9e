import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FetchedModel, StartWorker } from "@switchyard/core";
import { parseManifest } from "@switchyard/registry-client";
import { processWorkers } from "@switchyard/serving";
import { sampleModel } from "../testing/sample-models.ts";
import { installTestbed } from "./testbed.ts";

const root = join(import.meta.dirname, "../../../..");

/** Where the Python of the worker lies. */
export const pythonPath: string = join(root, "apps/python-worker/python");

/** Workers of the testbed's Python, which has all that the sample models need; isolated, it has none of that. */
export async function pythonWorkers({
  isolated = false,
}: { readonly isolated?: boolean } = {}): Promise<StartWorker> {
  const program = await installTestbed();
  return processWorkers({
    program,
    args: [...(isolated ? ["-S"] : []), "-m", "switchyard_worker"],
    // oxlint-disable-next-line node/no-process-env -- what a worker needs of a machine, and nothing secret
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], PYTHONPATH: pythonPath },
  });
}

/** The models of `python_models.py`, written anew. */
export class PythonModels implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), "switchyard-python-models-"));

  static async write(): Promise<PythonModels> {
    const models = new PythonModels();
    const python = await installTestbed();
    const script = join(root, "scripts/testbed/python_models.py");
    await promisify(execFile)(python, ["-W", "ignore", script, models.#directory]);
    return models;
  }

  directoryOf(name: string): string {
    return join(this.#directory, name);
  }

  /** One of them, as it would come from a registry. */
  fetched(name: string): FetchedModel {
    const directory = this.directoryOf(name);
    const manifest = parseManifest(readFileSync(join(directory, "MLmodel"), "utf8"));
    const sample = sampleModel("sepal_length");
    return { ...sample, directory, manifest, version: { ...sample.version, name } };
  }

  /** A copy with another `MLmodel`, and other requirements where they are given. */
  changed(
    name: string,
    change: (text: string) => string,
    requirements?: string,
  ): Disposable & { readonly model: FetchedModel } {
    const copy = mkdtempSync(join(this.#directory, "changed-"));
    cpSync(this.directoryOf(name), copy, { recursive: true });
    const file = join(copy, "MLmodel");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    if (requirements !== undefined) writeFileSync(join(copy, "requirements.txt"), requirements);
    const model = { ...this.fetched(name), directory: copy };
    return { model, [Symbol.dispose]: () => rmSync(copy, { recursive: true, force: true }) };
  }

  /** What lies in a model's directory. */
  filesOf(name: string): readonly string[] {
    return readdirSync(this.directoryOf(name), { recursive: true, encoding: "utf8" }).toSorted();
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
