import { join } from "node:path";
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
  "NODE_OPTIONS",
];

/** ONNX Runtime would tell its makers of itself, and waits at its end until it has. */
const fixed = { MALLOC_ARENA_MAX: "2", ORT_DISABLE_TELEMETRY: "1" };

/** As for the gateway: bodies count to the heap though they lie elsewhere, and go with its young part. */
const heap = ["--max-semi-space-size=4", "--heap-growing-percent=300"];

/**
 * How a model worker is started: by this Node, from source where we run from source. What Node has compiled once
 * is kept in the cache, for the workers that come later.
 */
export function workerCommand(
  env: Readonly<Record<string, string | undefined>>,
  cacheDirectory: string,
): WorkerCommand {
  const main = fileURLToPath(import.meta.resolve("@switchyard/model-worker"));
  return {
    program: process.execPath,
    args: [...heap, ...sourceArguments(main), main],
    env: {
      ...fixed,
      NODE_COMPILE_CACHE: join(cacheDirectory, "code"),
      ...Object.fromEntries(passedOn.map((name) => [name, env[name]])),
    },
  };
}
