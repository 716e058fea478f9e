import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { sourceArguments, type TracingStatus } from "@switchyard/core";
import type { TraceChannel } from "@switchyard/telemetry";
import type { FromThread, ThreadSettings, ToThread } from "./messages.ts";

export interface TraceThreadOptions extends ThreadSettings {
  /** All that the thread sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Beyond what was granted for the end, for the thread's own. */
const graceMs = 500;

/** A thread that makes spans and exports them, so that neither takes the gateway's time. It may be ended at any time. */
export function openTraceThread(
  { env, ...workerData }: TraceThreadOptions,
  onStatus: (status: TracingStatus) => void,
): TraceChannel {
  const filename = fileURLToPath(import.meta.resolve("#trace-thread"));
  const thread = new Worker(filename, { workerData, env, execArgv: sourceArguments(filename) });
  let last: TracingStatus = { exported: 0, dropped: 0, failure: undefined };
  thread.on("message", (status: FromThread) => {
    last = status;
    onStatus(status);
  });
  thread.on("error", (error) => onStatus({ ...last, failure: `the thread ended: ${error.message}` }));
  const exited = once(thread, "exit").catch(() => undefined);
  thread.unref();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
  const tell = (message: ToThread): void => thread.postMessage(message);
  return {
    send: (traces) => tell({ kind: "traces", ...traces }),
    async end(timeoutMs) {
      tell({ kind: "end", timeoutMs });
      const late = setTimeout(() => void thread.terminate(), timeoutMs + graceMs);
      await exited;
      clearTimeout(late);
    },
  };
}
