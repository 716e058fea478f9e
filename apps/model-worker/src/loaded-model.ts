import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createCodecs } from "@switchyard/codecs";
import type { Codec, LoadFrame, Operation, ReadyFrame, Session, Tensors } from "@switchyard/core";
import {
  findScores,
  keepsCompany,
  loadModel,
  openOnnxSession,
  readOnnxFlavor,
  type Model,
  type OnnxFlavor,
} from "@switchyard/runtime";
import { decideThreads } from "./decide-threads.ts";
import { rowsPerRun } from "./rows-per-run.ts";
import { warmUp } from "./warm-up.ts";

/** A model that answers batches: its codecs, its graph and what stands around it. */
export interface LoadedModel extends AsyncDisposable {
  readonly model: Model;
  readonly codecs: Readonly<Record<Operation, Codec>>;
  readonly maxBatchRows: number;
  readonly ready: ReadyFrame;
  readonly run: (inputs: Tensors) => Promise<Tensors>;
}

export type Warn = (message: string) => void;

/** Opens the graph, reads what lies beside it, warms it up and decides where it runs; throws `load_failed`. */
export async function loadInWorker(
  { directory, manifest, served, options }: LoadFrame,
  warn: Warn,
): Promise<LoadedModel> {
  const flavor = readOnnxFlavor(directory, manifest);
  const session = await openOnnxSession(flavor.path, flavor.session);
  const codecs = createCodecs({ json: options.json, served });
  const bare = await loadModel({ directory, manifest, flavor, session, labels: options.labels });
  const { servingInputExample: file } = manifest;
  const example = file === undefined ? undefined : join(directory, file);
  const warm = await warmUp({ model: bare, session, codec: codecs.invocations, example, warn });
  const { labels } = bare.description;
  const { probabilitiesOutput } = flavor;
  const { classes } = session;
  const scores = findScores(warm.outputs, { labels, probabilitiesOutput, classes });
  const model = await settleBatching(bare.withScores(scores), session, warm.example);
  const threads = decideThreads(options.workers, warm.runMs, availableParallelism());
  const runner = await runnerOf(session, flavor, threads);
  return {
    model,
    codecs,
    maxBatchRows: rowsPerRun(options.maxBatchRows, model.maxBatchRows),
    ready: {
      kind: "ready",
      description: model.description,
      threads,
      warmRunMs: warm.runMs,
      memoryBytes: process.memoryUsage.rss(),
    },
    run: (inputs) => runner.run(inputs),
    [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
  };
}

/** Requests share no run where their company would change their answers. */
async function settleBatching(model: Model, session: Session, example: readonly Tensors[]): Promise<Model> {
  if (model.maxBatchRows === 0 || (await keepsCompany(session, example))) return model;
  return model.unbatched();
}

/** The session itself, or a pool in its place. */
async function runnerOf(
  session: Session,
  { path, session: options }: OnnxFlavor,
  threads: number,
): Promise<Pick<Session, "run" | typeof Symbol.asyncDispose>> {
  if (threads === 0) return session;
  await session[Symbol.asyncDispose]();
  const { SessionPool } = await import("./session-pool.ts");
  return await SessionPool.open(threads, { path, session: options });
}
