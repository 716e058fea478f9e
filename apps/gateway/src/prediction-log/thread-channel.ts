import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { sourceArguments } from "@switchyard/core";
import type { PredictionChannel, WriterProgress } from "@switchyard/telemetry";
import type { FromThread, ThreadSettings, ToThread } from "./messages.ts";

/** Beyond what was granted for the end, for the thread's own. */
const graceMs = 500;

/** A thread that reads and writes predictions, so that neither takes the gateway's time. It may be ended at any time. */
export function openThreadChannel(
  workerData: ThreadSettings,
  onProgress: (progress: WriterProgress) => void,
): PredictionChannel {
  const filename = fileURLToPath(import.meta.resolve("#prediction-thread"));
  const thread = new Worker(filename, { workerData, execArgv: sourceArguments(filename) });
  let last: WriterProgress = { written: 0, dropped: 0, failure: undefined };
  thread.on("message", (progress: FromThread) => {
    last = progress;
    onProgress(progress);
  });
  thread.on("error", (error) => onProgress({ ...last, failure: `the log's thread ended: ${error.message}` }));
  const exited = once(thread, "exit").catch(() => undefined);
  thread.unref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
  const tell = (message: ToThread): void => thread.postMessage(message);
  return {
    send: (prediction) => tell({ kind: "prediction", prediction }),
    async end(timeoutMs) {
      tell({ kind: "end", timeoutMs });
      const late = setTimeout(() => void thread.terminate(), timeoutMs + graceMs);
      await exited;
      clearTimeout(late);
    },
  };
}
