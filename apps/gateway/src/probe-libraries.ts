import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { GatewayError, sourceArguments } from "@switchyard/core";
import { z } from "zod";

const libraries = z.array(
  z.object({ name: z.string(), version: z.string().optional(), failure: z.string().optional() }),
);

/** A library with machine code in it that models need; why, where it cannot be loaded. */
export interface ProbedLibrary {
  readonly name: string;
  readonly version?: string | undefined;
  readonly failure?: string | undefined;
}

/** Loads such libraries as a worker would, in a process of its own; throws `load_failed` when that dies of it. */
export async function probeLibraries(signal: AbortSignal): Promise<readonly ProbedLibrary[]> {
  const main = fileURLToPath(import.meta.resolve("@switchyard/model-worker/probe"));
  const run = promisify(execFile);
  try {
    const { stdout } = await run(process.execPath, [...sourceArguments(main), main], { signal });
    return libraries.parse(JSON.parse(stdout));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GatewayError("load_failed", `the libraries cannot be loaded: ${reason}`, { cause });
  }
}
