import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createCodecs } from "@switchyard/codecs";
import type { Codec, LoadFrame, Operation, ReadyFrame, Session, Tensors } from "@switchyard/core";
import {
  findScores,
  gainsFromCompany,
  keepsCompany,
  loadModel,
  openOnnxSession,
  readOnnxFlavor,
  withSharedWeights,
  type Model,
  type OnnxFlavor,
} from "@switchyard/runtime";
import { decideThreads, shortRunMs } from "./decide-threads.ts";
import type { SessionPoolOptions } from "./session-pool.ts";
import { RowLimits } from "./row-limits.ts";
import { warmUp, type WarmUp } from "./warm-up.ts";

/** A model that answers batches: its codecs, its graph and what stands around it. */
export interface LoadedModel extends AsyncDisposable {
  readonly model: Model;
  readonly codecs: Readonly<Record<Operation, Codec>>;
  readonly limits: RowLimits;
  readonly ready: ReadyFrame;
  /** Batches at work at a time, wherever on their way through the worker. */
  readonly lanes: number;
  readonly run: Session["run"];
}

/** Where each request runs by itself: while some run, others are decoded and read, so that no core is idle. */
const lanesPerThread = 4;
/** And a thread that is behind does two in a row: with more, answers would wait too long for each other. */
const runsPerTask = 2;

export type Warn = (message: string) => void;

/** Opens the graph, reads what lies beside it, warms it up and decides where it runs; throws `load_failed`. */
export async function loadInWorker(frame: LoadFrame, warn: Warn): Promise<LoadedModel> {
  const { options, served } = frame;
  const codecs = createCodecs({ json: options.json, served });
  const warmed = await openWarm(frame, codecs.invocations, warn);
  const { model, flavor, session, warm } = warmed;
  const sharesWell = await sharesWellIn(warmed);
  const threads = decideThreads({
    workers: options.workers,
    runMs: warm.runMs,
    sharesWell,
    weightBytes: (await stat(flavor.path)).size,
    cores: availableParallelism(),
  });
  const isSpread = threads > 1 && !sharesWell;
  const runner = await runnerOf(session, flavor, { threads, mostRuns: isSpread ? runsPerTask : 1 });
  const lanes = isSpread ? lanesPerThread * threads : threads + 1;
  const limits = new RowLimits(options, { ofModel: model.maxBatchRows, isSpread });
  return {
    model,
    codecs,
    limits,
    ready: {
      kind: "ready",
      description: model.description,
      threads,
      warmRunMs: warm.runMs,
      memoryBytes: process.memoryUsage.rss(),
      // Where each runs by itself, none waits for the others of its frame.
      ...(isSpread && { frames: { inFlight: lanes, maxRequests: 1 } }),
    },
    lanes,
    run: (inputs, wanted) => limits.run(runner, inputs, wanted),
    [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
  };
}

/** A model whose graph has run. */
interface WarmModel {
  readonly model: Model;
  readonly flavor: OnnxFlavor;
  readonly session: Session;
  readonly warm: WarmUp;
}

async function openWarm(
  { directory, manifest, options }: LoadFrame,
  codec: Codec,
  warn: Warn,
): Promise<WarmModel> {
  const flavor = await sharedIf(options.weights === "shared", readOnnxFlavor(directory, manifest), warn);
  const session = await openOnnxSession(flavor.path, flavor.session);
  const bare = await loadModel({ directory, manifest, flavor, session, labels: options.labels });
  const { servingInputExample: file } = manifest;
  const example = file === undefined ? undefined : join(directory, file);
  const warm = await warmUp({ model: bare, session, codec, example, warn });
  const { labels } = bare.description;
  const { probabilitiesOutput } = flavor;
  const { classes } = session;
  const scores = findScores(warm.outputs, { labels, probabilitiesOutput, classes });
  return {
    flavor,
    session,
    warm,
    model: await settleBatching(bare.withScores(scores), session, warm.example),
  };
}

async function sharedIf(isWanted: boolean, flavor: OnnxFlavor, warn: Warn): Promise<OnnxFlavor> {
  if (!isWanted) return flavor;
  const shared = await withSharedWeights(flavor);
  if (!shared) warn("its weights are not shared: they lie in the graph, not in files of their own");
  return shared ?? flavor;
}

/** Requests share no run where their company would change their answers. */
async function settleBatching(model: Model, session: Session, example: readonly Tensors[]): Promise<Model> {
  if (model.maxBatchRows === 0 || (await keepsCompany(session, example))) return model;
  return model.unbatched();
}

/** Whether rows of several requests are quicker in one run; what runs in no time need not be measured. */
async function sharesWellIn({ model, session, warm }: WarmModel): Promise<boolean> {
  if (warm.runMs < shortRunMs) return true;
  return model.maxBatchRows > 0 && (await gainsFromCompany(session, warm.feeds));
}

/** The session itself, or a pool in its place. */
async function runnerOf(
  session: Session,
  flavor: OnnxFlavor,
  { threads, mostRuns }: Pick<SessionPoolOptions, "threads" | "mostRuns">,
): Promise<Pick<Session, "run" | typeof Symbol.asyncDispose>> {
  if (threads === 0) return session;
  await session[Symbol.asyncDispose]();
  const { SessionPool } = await import("./session-pool.ts");
  const { path, session: options } = flavor;
  return await SessionPool.open({ threads, mostRuns, path, session: options });
}
