/** Calls back once the earliest of the given times has come; a later time never costs a new timer. */
export class DeadlineTimer implements Disposable {
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Infinity;

  constructor(onDue: () => void) {
    this.#onDue = onDue;
  }

  /** Sees to it that `onDue` is called at this time (milliseconds since the epoch) or before. */
  arm(timeMs: number): void {
    if (timeMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = timeMs;
    this.#timer = setTimeout(() => this.#fire(), Math.max(timeMs - Date.now(), 1));
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #fire(): void {
    this.#dueMs = Infinity;
    this.#onDue();
  }
}
