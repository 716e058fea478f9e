/** The deliveries of late, by their ids: MLflow repeats one that it believes lost. */
export class DeliveryLog {
  readonly #lifeMs: number;
  readonly #maxIds: number;
  /** Id → when it was heard, the oldest first. */
  readonly #heard = new Map<string, number>();

  constructor({ lifeMs, maxIds }: { readonly lifeMs: number; readonly maxIds: number }) {
    this.#lifeMs = lifeMs;
    this.#maxIds = maxIds;
  }

  /** Whether a delivery is heard for the first time. */
  isNew(id: string, nowMs: number): boolean {
    for (const [each, heardMs] of this.#heard) {
      if (heardMs + this.#lifeMs > nowMs && this.#heard.size < this.#maxIds) break;
      this.#heard.delete(each);
    }
    if (this.#heard.has(id)) return false;
    this.#heard.set(id, nowMs);
    return true;
  }
}
