import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GatewayError } from "@switchyard/core";

/** What a model says that it needs. */
export interface Requirements {
  /** Lines of a requirements file. */
  readonly text: string;
  /** Python's minor version, such as `3.11`; undefined when the model says nothing. */
  readonly python: string | undefined;
}

/**
 * Reads the files that MLflow writes beside every model: `requirements.txt`, and the version in
 * `python_env.yaml`. Throws `load_failed` where there are no requirements.
 */
export async function readRequirements(directory: string): Promise<Requirements> {
  const text = await read(join(directory, "requirements.txt"));
  if (text === undefined)
    throw new GatewayError(
      "load_failed",
      "an environment cannot be built: the model has no requirements.txt",
    );
  const environment = await read(join(directory, "python_env.yaml"));
  const python = /^python:\s*["']?(\d+\.\d+)/m.exec(environment ?? "")?.[1];
  return { text: withMlflow(text), python };
}

/** MLflow loads the model, also where its requirements forgot to say so. */
function withMlflow(text: string): string {
  return /^mlflow(?:-skinny)?\b/m.test(text) ? text : `${text.trimEnd()}\nmlflow\n`;
}

async function read(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch(() => undefined);
}
