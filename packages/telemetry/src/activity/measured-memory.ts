/** Measures what processes hold together, in bytes. */
export type MemoryOf = (pids: readonly number[]) => Promise<number | undefined>;

/** The memory of a model's processes; to measure it takes the system milliseconds, so that it is kept for a while. */
export class MeasuredMemory {
  readonly #memoryOf: MemoryOf;
  #bytes: number | undefined;
  #pids = "";
  #atMs = -Infinity;

  constructor(memoryOf: MemoryOf) {
    this.#memoryOf = memoryOf;
  }

  /** As it was at most so long ago, of these same processes. */
  async read(pids: readonly number[], maxAgeMs: number): Promise<number | undefined> {
    const text = pids.join();
    const nowMs = performance.now();
    if (text === this.#pids && nowMs - this.#atMs < maxAgeMs) return this.#bytes;
    this.#bytes = pids.length > 0 ? await this.#memoryOf(pids) : undefined;
    this.#pids = text;
    this.#atMs = nowMs;
    return this.#bytes;
  }
}
