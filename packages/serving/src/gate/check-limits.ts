import type { ServableModel } from "@switchyard/core";
import type { Question } from "./ask-model.ts";
import { medianLatencyMs } from "./median-latency.ts";
import { processBytes } from "../process-bytes.ts";

export interface LimitChecks {
  readonly servable: ServableModel;
  /** What the time of an answer is measured with. */
  readonly questions: readonly Question[];
  readonly maxLatencyMs?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
}

/** The limits of time and memory that a candidate exceeds, or that cannot be checked. */
export async function checkLimits(checks: LimitChecks, signal: AbortSignal): Promise<readonly string[]> {
  return [...(await checkLatency(checks, signal)), ...(await checkMemory(checks))];
}

async function checkLatency(
  { servable, questions, maxLatencyMs }: LimitChecks,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (maxLatencyMs === undefined) return [];
  if (questions.length === 0)
    return ["its latency cannot be measured: it has no input example, and no requests are recorded"];
  const medianMs = await medianLatencyMs(servable, questions, signal);
  if (medianMs === undefined) return ["its latency cannot be measured: it answers nothing"];
  if (medianMs <= maxLatencyMs) return [];
  return [`an answer takes ${medianMs.toFixed(1)} ms, more than ${maxLatencyMs} ms`];
}

async function checkMemory({ servable, maxMemoryBytes }: LimitChecks): Promise<readonly string[]> {
  if (maxMemoryBytes === undefined) return [];
  const { pids } = servable.statistics();
  if (pids.length === 0) return ["its memory cannot be measured: it has no process of its own"];
  const sizes = await Promise.all(pids.map(processBytes));
  if (sizes.includes(undefined)) return ["its memory cannot be measured on this system"];
  const bytes = sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  if (bytes <= maxMemoryBytes) return [];
  return [`it holds ${megabytes(bytes)} MB of memory, more than ${megabytes(maxMemoryBytes)} MB`];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
