import { readFile } from "node:fs/promises";
import type { Codec, Session, Tensors } from "@switchyard/core";
import { zeroFeeds, type Model } from "@switchyard/runtime";

export interface WarmUpOptions {
  readonly model: Model;
  readonly session: Session;
  readonly codec: Codec;
  /** File with a request body that MLflow keeps beside the model. */
  readonly example: string | undefined;
  readonly warn: (message: string) => void;
}

export interface WarmUp {
  /** What was run. */
  readonly feeds: Tensors;
  readonly outputs: Tensors;
  /** What the graph was given for the input example, run by run; none where that could not run. */
  readonly example: readonly Tensors[];
  /** Milliseconds of the fastest of a few runs. */
  readonly runMs: number;
}

const runs = 4;

/** Runs the model's input example a few times, else one row of zeros; a model that can run neither is left cold. */
export async function warmUp(options: WarmUpOptions): Promise<WarmUp> {
  const { session, example, warn } = options;
  try {
    if (example !== undefined) return await measureExample(await exampleFeeds(example, options), session);
  } catch (thrown) {
    warn(`the input example does not run: ${messageOf(thrown)}`);
  }
  try {
    return { ...(await measure(zeroFeeds(session.inputs), session)), example: [] };
  } catch (thrown) {
    warn(`a row of zeros does not run: ${messageOf(thrown)}`);
    return { feeds: {}, outputs: {}, example: [], runMs: 0 };
  }
}

async function exampleFeeds(example: string, { model, codec }: WarmUpOptions): Promise<readonly Tensors[]> {
  const body = await readFile(example);
  const { input } = codec.decode({ contentType: "application/json", body }, model.description);
  return await model.prepare(input);
}

async function measureExample(example: readonly Tensors[], session: Session): Promise<WarmUp> {
  const [first = zeroFeeds(session.inputs)] = example;
  return { ...(await measure(first, session)), example };
}

async function measure(feeds: Tensors, session: Session): Promise<Omit<WarmUp, "example">> {
  let runMs = Infinity;
  let outputs: Tensors = {};
  for (let run = 0; run < runs; run += 1) {
    const startMs = performance.now();
    outputs = await session.run(feeds);
    runMs = Math.min(runMs, performance.now() - startMs);
  }
  return { feeds, outputs, runMs };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
