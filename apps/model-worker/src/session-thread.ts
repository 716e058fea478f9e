import { parentPort } from "node:worker_threads";
import { giveBack, type Tensors } from "@switchyard/core";
import { openOnnxSession, type OnnxSessionOptions } from "@switchyard/runtime";
import { Piscina } from "piscina";

/** What a thread of the pool opens. */
export interface SessionThreadData {
  readonly path: string;
  readonly session: OnnxSessionOptions;
}

/** Opens this thread's own session, then runs what it is given. */
async function openRun(): Promise<(inputs: Tensors) => Promise<Tensors>> {
  const { path, session }: SessionThreadData = Piscina.workerData;
  const opened = await openOnnxSession(path, session);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A port of Node's has no origin.
  parentPort?.postMessage("opened");
  return async (inputs) => {
    const outputs = await opened.run(inputs);
    for (const each of Object.values(inputs)) if (each.dtype !== "string") giveBack(each.data.buffer);
    return outputs;
  };
}

/** Piscina takes a thread for ready once this resolves, and calls what it resolves to. */
const run: Promise<(inputs: Tensors) => Promise<Tensors>> = openRun();

export default run;
