import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "@switchyard/core";
import { restartDelayMs, type FrontOrder } from "@switchyard/serving";
import type { DrainOptions } from "../stop.ts";
import { FrontProcess, type FrontProcessOptions } from "./front-process.ts";

export interface FrontsOptions extends FrontProcessOptions {
  readonly count: number;
  /** The models there are. */
  readonly names: () => readonly string[];
  /** The part of the answers that are told in lines of the log. */
  readonly share: () => number;
  readonly log: Logger;
}

/** One that lives so long has not failed at once. */
const usefulLifeMs = 10_000;
/** How long fronts may take to end beyond what their requests may take. */
const graceMs = 2000;

/** Processes that take connections beside this one; each that ends is replaced. */
export class Fronts {
  readonly #options: FrontsOptions;
  readonly #live = new Set<FrontProcess>();
  readonly #stopping = new AbortController();
  #names = "";

  constructor(options: FrontsOptions) {
    this.#options = options;
  }

  get pids(): readonly number[] {
    return [...this.#live].map(({ pid }) => pid);
  }

  /** Requests that they have not answered yet. */
  get active(): number {
    return [...this.#live].reduce((sum, { active }) => sum + active, 0);
  }

  /** Resolves when each takes connections, or has ended in the attempt and is tried again. */
  async open(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.count }, () => this.#keepOne()));
  }

  /** Tells them which models there are, where that has changed. */
  tellNames(): void {
    const names = this.#options.names();
    const text = JSON.stringify(names);
    if (text === this.#names) return;
    this.#names = text;
    this.#order({ kind: "names", names });
  }

  /** Tells them how much the log tells of requests. */
  tellShare(): void {
    this.#order({ kind: "request lines", share: this.#options.share() });
  }

  /** Lets them serve on for the delay and end what runs; resolves when all of them have ended. */
  async drain({ delayMs, timeoutMs }: DrainOptions): Promise<void> {
    this.#stopping.abort();
    this.#order({ kind: "stopping" });
    await delay(delayMs);
    this.#order({ kind: "close", timeoutMs });
    const late = setTimeout(() => this.#kill(), timeoutMs + graceMs);
    await Promise.all([...this.#live].map(({ exited }) => exited));
    clearTimeout(late);
  }

  /** Starts one, and others in its place; resolves when the first is up or has failed. */
  async #keepOne(): Promise<void> {
    const first = this.#start();
    void this.#replace(first);
    await Promise.race([first.listening, first.exited]);
  }

  #start(): FrontProcess {
    const { names, share } = this.#options;
    const front = new FrontProcess(this.#options);
    this.#live.add(front);
    front.order({ kind: "names", names: names() });
    front.order({ kind: "request lines", share: share() });
    return front;
  }

  async #replace(first: FrontProcess): Promise<void> {
    let uselessLives = 0;
    for (let front = first; ; front = this.#start()) {
      const startMs = performance.now();
      await front.exited;
      this.#live.delete(front);
      if (this.#stopping.signal.aborted) return;
      this.#options.log.warn("front ended unexpectedly", { pid: front.pid });
      uselessLives = performance.now() - startMs > usefulLifeMs ? 0 : uselessLives + 1;
      await this.#pause(restartDelayMs(uselessLives));
      if (this.#stopping.signal.aborted) return;
    }
  }

  async #pause(delayMs: number): Promise<void> {
    await delay(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  #order(order: FrontOrder): void {
    for (const front of this.#live) front.order(order);
  }

  #kill(): void {
    for (const front of this.#live) front.kill();
  }
}
