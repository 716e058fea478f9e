const longestMs = 60_000;

/** How often something is tried again after it has failed so many times in a row. */
export function retryDelayMs(baseMs: number, failures: number): number {
  return Math.max(baseMs, Math.min(baseMs * 2 ** (failures - 1), longestMs));
}

/**
 * Milliseconds until the next look: the interval, longer after failures, and a tenth of it more or less by
 * chance (`random` in 0..1), so that many gateways do not ask at once.
 */
export function pollDelayMs({
  intervalMs,
  failures,
  random,
}: {
  readonly intervalMs: number;
  readonly failures: number;
  readonly random: number;
}): number {
  const delayMs = failures === 0 ? intervalMs : retryDelayMs(intervalMs, failures);
  return delayMs * (0.9 + 0.2 * random);
}
