import { setTimeout as delay } from "node:timers/promises";

const limitMs = 120_000;

/** Resolves to true when a URL answers 200, to false when its server has ended or the time is over. */
export async function untilReady(url: string, isRunning: () => boolean): Promise<boolean> {
  const endMs = Date.now() + limitMs;
  while (isRunning() && Date.now() < endMs) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) return true;
    await delay(50);
  }
  return false;
}
