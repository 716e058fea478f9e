import { fileURLToPath } from "node:url";
import { sourceArguments } from "@switchyard/core";
import type { WorkerCommand } from "@switchyard/serving";

/** What of the gateway's environment a worker sees: nothing secret. */
const passedOn = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "TZ",
  "TMPDIR",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "UV_THREADPOOL_SIZE",
];

/** ONNX Runtime would tell its makers of itself, and waits at its end until it has. */
const fixed = { MALLOC_ARENA_MAX: "2", ORT_DISABLE_TELEMETRY: "1" };

/** How a model worker is started: by this Node, from source where we run from source. */
export function workerCommand(env: Readonly<Record<string, string | undefined>>): WorkerCommand {
  const main = fileURLToPath(import.meta.resolve("@switchyard/model-worker"));
  return {
    program: process.execPath,
    args: [...sourceArguments(main), main],
    env: { ...fixed, ...Object.fromEntries(passedOn.map((name) => [name, env[name]])) },
  };
}
