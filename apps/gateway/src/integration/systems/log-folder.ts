import { z } from "zod";
import type { PythonSession } from "../python-session.ts";

const logged = z.object({ run_id: z.string(), artifact_uri: z.string() });

/** A run of MLflow's that has a model as its artifact `model`. */
export interface LoggedRun {
  readonly id: string;
  /** Where its artifacts lie. */
  readonly artifacts: string;
}

/** Has MLflow's own client upload a saved model as the artifact `model` of a new run. */
export async function logFolder(client: PythonSession, folder: string): Promise<LoggedRun> {
  const run = logged.parse(JSON.parse(await client.run("log-folder", folder)));
  return { id: run.run_id, artifacts: run.artifact_uri };
}
