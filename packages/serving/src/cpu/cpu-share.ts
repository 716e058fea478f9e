import type { CpuBudget } from "./cpu-budget.ts";
import type { Claim } from "./next-turn.ts";

export interface CpuShareOptions {
  /** Twice as much is twice the time while models wait for each other. */
  readonly priority: number;
  /** Called when it may run after it was told to wait. */
  readonly onTurn: () => void;
}

/** What one model has of the processor; it counts the time in which it has work under way. */
export class CpuShare implements Claim, Disposable {
  readonly priority: number;
  readonly onTurn: () => void;
  creditMs = 0;
  isRunning = false;
  readonly #budget: CpuBudget;
  #underWay = 0;
  #sinceMs = 0;

  constructor(budget: CpuBudget, { priority, onTurn }: CpuShareOptions) {
    this.#budget = budget;
    this.priority = priority;
    this.onTurn = onTurn;
  }

  /** Whether more work may begin now; otherwise `onTurn` is called when it may. */
  mayRun(): boolean {
    if (!this.isRunning) this.#budget.enter(this);
    else if (this.#budget.isScarce) {
      this.#charge();
      return this.creditMs > 0;
    }
    return this.isRunning;
  }

  /** Work has begun. */
  began(): void {
    if (this.#underWay === 0) this.#sinceMs = performance.now();
    this.#underWay += 1;
  }

  /** Work has ended. */
  ended(): void {
    this.#charge();
    this.#underWay -= 1;
  }

  /**
   * Lets others go first when nothing is under way, and stands in line again if it was told to wait; call it
   * whenever all that could begin has begun.
   */
  settle(isWaiting: boolean): void {
    if (!this.isRunning || this.#underWay > 0) return;
    this.#leave();
    if (isWaiting) this.#budget.enter(this);
    else this.creditMs = 0;
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  #leave(): void {
    this.#budget.leave(this);
    this.isRunning = false;
  }

  #charge(): void {
    if (this.#underWay === 0) return;
    const nowMs = performance.now();
    const { isScarce, quantumMs } = this.#budget;
    // What nobody else wanted is not counted.
    this.creditMs = isScarce ? this.creditMs - (nowMs - this.#sinceMs) : quantumMs * this.priority;
    this.#sinceMs = nowMs;
  }
}
