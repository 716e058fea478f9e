/** Somebody who waits for processor time. */
export interface Claim {
  /** Milliseconds that it may still take; below zero what it took too much. */
  readonly creditMs: number;
  /** Its part of the time beside the others'. */
  readonly priority: number;
}

/** Who is next, and how much credit each who waits gets first: a quantum by its priority, so many times. */
export interface Turn {
  readonly index: number;
  readonly rounds: number;
}

/**
 * Deficit round robin: those who wait are given credit, all by their priority, until one has some; the first in
 * line that has is next. Undefined when nobody waits.
 */
export function nextTurn(waiting: readonly Claim[], quantumMs: number): Turn | undefined {
  if (waiting.length === 0) return undefined;
  const rounds = Math.min(...waiting.map((claim) => roundsToCredit(claim, quantumMs)));
  const index = waiting.findIndex((claim) => roundsToCredit(claim, quantumMs) <= rounds);
  return { index, rounds };
}

function roundsToCredit({ creditMs, priority }: Claim, quantumMs: number): number {
  return creditMs > 0 ? 0 : Math.floor(-creditMs / (quantumMs * priority)) + 1;
}
