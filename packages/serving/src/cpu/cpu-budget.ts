import { CpuShare, type CpuShareOptions } from "./cpu-share.ts";
import { nextTurn } from "./next-turn.ts";

export interface CpuBudgetOptions {
  /** Models that may run at the same time. */
  readonly cores: number;
  /** What a model of priority 1 may take before others have their turn. */
  readonly quantumMs?: number;
}

const usualQuantumMs = 10;

/**
 * Shares the processor among models by deficit round robin. While no more models have work than there are cores
 * everybody runs as it likes; beyond that each runs for a while in turn, so that its requests gather into larger
 * frames meanwhile. A turn that is overdue, since a run cannot be interrupted, is given beside those that run.
 */
export class CpuBudget {
  readonly quantumMs: number;
  readonly #cores: number;
  readonly #waiting: CpuShare[] = [];
  #running = 0;
  #isHandingOut = false;
  #overdue: NodeJS.Timeout | undefined;

  constructor({ cores, quantumMs = usualQuantumMs }: CpuBudgetOptions) {
    this.#cores = cores;
    this.quantumMs = quantumMs;
  }

  /** A part of the budget; the one who takes it gives it back by disposing it. */
  join(options: CpuShareOptions): CpuShare {
    return new CpuShare(this, options);
  }

  /** Whether somebody waits for a turn. */
  get isScarce(): boolean {
    return this.#waiting.length > 0;
  }

  /** Starts the share at once when a core is free, else puts it in line. */
  enter(share: CpuShare): void {
    if (this.#running < this.#cores && !this.isScarce) return this.#start(share);
    if (!this.#waiting.includes(share)) this.#waiting.push(share);
    this.#overdue ??= setInterval(() => this.#handOut(this.#running + 1), this.quantumMs).unref();
  }

  /** Takes the share, which ran or waited, out; whoever is next has its core. */
  leave(share: CpuShare): void {
    if (share.isRunning) this.#running -= 1;
    const place = this.#waiting.indexOf(share);
    if (place >= 0) this.#waiting.splice(place, 1);
    this.#handOut(this.#cores);
  }

  #handOut(cores: number): void {
    // Whoever is started may leave at once.
    if (this.#isHandingOut) return;
    this.#isHandingOut = true;
    while (this.#running < cores && this.isScarce) {
      const next = this.#takeNext();
      if (!next) break;
      this.#start(next);
      next.onTurn();
    }
    this.#isHandingOut = false;
    if (this.isScarce) return;
    clearInterval(this.#overdue);
    this.#overdue = undefined;
  }

  #takeNext(): CpuShare | undefined {
    const turn = nextTurn(this.#waiting, this.quantumMs);
    if (!turn) return undefined;
    for (const share of this.#waiting) share.creditMs += turn.rounds * this.quantumMs * share.priority;
    return this.#waiting.splice(turn.index, 1)[0];
  }

  #start(share: CpuShare): void {
    this.#running += 1;
    share.isRunning = true;
  }
}
