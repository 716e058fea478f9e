/** Work for which several callers wait. */
interface Flight<Result, Progress> {
  readonly result: Promise<Result>;
  readonly abort: AbortController;
  readonly listeners: Set<(progress: Progress) => void>;
  waiting: number;
}

/** What one caller brings along. */
export interface Joining<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Does equal work once for all who ask for it at the same time; it ends early when nobody waits any more. */
export class SharedWork<Result, Progress> {
  readonly #work: (
    key: string,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ) => Promise<Result>;
  readonly #flights = new Map<string, Flight<Result, Progress>>();

  constructor(
    work: (key: string, signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Result>,
  ) {
    this.#work = work;
  }

  async join(key: string, { signal, onProgress }: Joining<Progress>): Promise<Result> {
    signal.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#begin(key);
    if (onProgress) flight.listeners.add(onProgress);
    flight.waiting += 1;
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([flight.result, left.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
      if (onProgress) flight.listeners.delete(onProgress);
      flight.waiting -= 1;
      if (flight.waiting === 0) this.#end(key, flight);
    }
  }

  #begin(key: string): Flight<Result, Progress> {
    const abort = new AbortController();
    const listeners = new Set<(progress: Progress) => void>();
    const tell = (progress: Progress): void => {
      for (const listener of listeners) listener(progress);
    };
    const flight = { result: this.#work(key, abort.signal, tell), abort, listeners, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }

  /** Who comes now begins anew: this flight has landed, or will not arrive. */
  #end(key: string, flight: Flight<Result, Progress>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.abort.abort();
  }
}
