import type { Residence } from "@switchyard/core";

const firstDelayMs = 60_000;
const longestDelayMs = 3_600_000;

interface Renewed {
  /** Exchanges in a row that did not help for long. */
  readonly count: number;
  readonly atMs: number;
}

/** Says whose workers may be exchanged: what a fresh one needs no exchange makes smaller, so those that follow each other wait ever longer. */
export class Renewals {
  readonly #renewed = new WeakMap<Residence, Renewed>();

  /** Whether the workers may be exchanged now; whoever asks does it then. */
  isDue(residence: Residence, nowMs: number = performance.now()): boolean {
    const last = this.#renewed.get(residence);
    const sinceMs = last ? nowMs - last.atMs : Infinity;
    const delayMs = delayAfter(last?.count ?? 0);
    if (sinceMs < delayMs) return false;
    const didHelp = sinceMs >= 2 * delayMs;
    this.#renewed.set(residence, { count: didHelp ? 1 : (last?.count ?? 0) + 1, atMs: nowMs });
    return true;
  }
}

function delayAfter(count: number): number {
  return count === 0 ? 0 : Math.min(firstDelayMs * 2 ** (count - 1), longestDelayMs);
}
