import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";

/** How often a failed question is asked again, and the milliseconds before the first retry. */
export interface BackOff {
  readonly maxRetries: number;
  readonly backoffMs: number;
}

const longestMs = 10_000;

/** The wait before a retry: doubled each time, and spread, so that those who failed together do not return together. */
export function backOffMs({ backoffMs }: BackOff, retry: number, random: number = Math.random()): number {
  const fullMs = Math.min(longestMs, backoffMs * 2 ** retry);
  return fullMs * (0.5 + random / 2);
}

/** Waits, and throws `registry_unavailable` when the caller gives up meanwhile. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(delayMs, undefined, { signal });
  } catch (cause) {
    throw new GatewayError("registry_unavailable", "gave up waiting for MLflow", { cause });
  }
}
