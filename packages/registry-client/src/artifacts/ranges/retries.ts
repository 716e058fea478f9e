import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";

/** How often what fails is tried again, and how long it is waited before. */
export interface RetryPolicy {
  readonly retries: number;
  /** Before the first retry; doubled before each further one. */
  readonly backoffMs: number;
}

export const patient: RetryPolicy = { retries: 5, backoffMs: 200 };

const longestDelayMs = 5000;

/** Milliseconds to wait after so many failures in a row; `chance` below 1 keeps many from coming back at once. */
export function retryDelayMs(failures: number, { backoffMs }: RetryPolicy, chance: number): number {
  return Math.min(backoffMs * 2 ** (failures - 1), longestDelayMs) * (0.5 + chance / 2);
}

/** Failures in a row of one piece of work. */
export class Retries {
  readonly #policy: RetryPolicy;
  #failures = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Waits until it is time for another try; throws what was thrown when that is of no use. */
  async wait(thrown: unknown, signal: AbortSignal): Promise<void> {
    this.#failures += 1;
    if (signal.aborted || isFinal(thrown) || this.#failures > this.#policy.retries) throw thrown;
    await setTimeout(retryDelayMs(this.#failures, this.#policy, Math.random()), undefined, { signal });
  }

  /** After success: what fails now has nothing to do with what failed before. */
  reset(): void {
    this.#failures = 0;
  }
}

/** Tries until it succeeds or another try is of no use. */
export async function retried<Result>(
  work: () => Promise<Result>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<Result> {
  const retries = new Retries(policy);
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      await retries.wait(thrown, signal);
    }
  }
}

function isFinal(thrown: unknown): boolean {
  return thrown instanceof GatewayError && thrown.code === "load_failed";
}
