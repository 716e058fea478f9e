import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { installTestbed } from "../testbed.ts";

const job = join(import.meta.dirname, "../../../../../examples/training/jobs/iris_epochs.py");
const told = z.object({ run_id: z.string() });

/** What somebody has in a working directory who has trained with `MLFLOW_TRACKING_URI=sqlite:///mlflow.db`. */
export interface IrisLaboratory {
  readonly runId: string;
  /** A copy of the trained model, in a directory with a space in its name. */
  readonly model: string;
  /** The URI of that copy. */
  readonly fileUri: string;
  /** The file that MLflow keeps beside the model: its input example as a request. */
  readonly servingInput: string;
}

/** Trains some epochs in a directory, and registers `Iris LR Model`. */
export async function trainIris(directory: string, epochs: number): Promise<IrisLaboratory> {
  const runId = await train(directory, epochs);
  const model = join(directory, "Mi unidad", "iris", "model");
  await cp(await modelIn(directory), model, { recursive: true });
  const servingInput = await readFile(join(model, "serving_input_example.json"), "utf8");
  return { runId, model, fileUri: pathToFileURL(model).href, servingInput };
}

/** Gives the run's id. */
async function train(directory: string, epochs: number): Promise<string> {
  const program = spawn(await installTestbed(), [job], {
    cwd: directory,
    // oxlint-disable-next-line node/no-process-env -- as somebody trains who has set these beside their own
    env: { ...process.env, MLFLOW_TRACKING_URI: "sqlite:///mlflow.db", MLFLOW_DISABLE_TELEMETRY: "true" },
  });
  program.stdin.end(JSON.stringify({ epochs, random_state: 3 }));
  const [output, log, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, "exit"),
  ]);
  if (code !== 0) throw new Error(`iris_epochs.py ended with ${code}:\n${log.slice(-4000)}`);
  return told.parse(JSON.parse(output.split("\n", 1)[0] ?? "")).run_id;
}

async function modelIn(directory: string): Promise<string> {
  for await (const found of glob("mlruns/*/models/*/artifacts", { cwd: directory }))
    return join(directory, found);
  throw new Error(`${directory} has no logged model`);
}
