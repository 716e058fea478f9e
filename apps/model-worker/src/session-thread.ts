import { parentPort } from "node:worker_threads";
import { giveBack, GatewayError, type Outcome, type Session, type Tensors } from "@switchyard/core";
import { openOnnxSession, type OnnxSessionOptions } from "@switchyard/runtime";
import { Piscina } from "piscina";

/** What a thread of the pool opens. */
export interface SessionThreadData {
  readonly path: string;
  readonly session: OnnxSessionOptions;
}

type RunAll = (task: readonly Tensors[]) => Promise<readonly Outcome<Tensors>[]>;

/** Opens this thread's own session, then runs what it is given. */
async function openRun(): Promise<RunAll> {
  const { path, session }: SessionThreadData = Piscina.workerData;
  const opened = await openOnnxSession(path, session);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A port of Node's has no origin.
  parentPort?.postMessage("opened");
  return async (task) => {
    const outcomes: Outcome<Tensors>[] = [];
    for (const inputs of task) outcomes.push(await outcomeOf(opened, inputs));
    return outcomes;
  };
}

/** Errors lose their class between threads, and what stands beside their message. */
async function outcomeOf(session: Session, inputs: Tensors): Promise<Outcome<Tensors>> {
  try {
    return { ok: true, value: await session.run(inputs) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, error: new GatewayError("model_error", message).toRecord() };
  } finally {
    for (const each of Object.values(inputs)) if (each.dtype !== "string") giveBack(each.data.buffer);
  }
}

/** Piscina takes a thread for ready once this resolves, and calls what it resolves to. */
const run: Promise<RunAll> = openRun();

export default run;
