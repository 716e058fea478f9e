/** When things began, by version; what has ended is not kept. */
export class VersionTimes {
  readonly #startMs = new Map<string, number>();

  begin(version: string): void {
    this.#startMs.set(version, performance.now());
  }

  /** Milliseconds since the beginning that is kept. */
  since(version: string): number | undefined {
    const startMs = this.#startMs.get(version);
    return startMs === undefined ? undefined : performance.now() - startMs;
  }

  end(version: string): number | undefined {
    const durationMs = this.since(version);
    this.#startMs.delete(version);
    return durationMs;
  }
}
