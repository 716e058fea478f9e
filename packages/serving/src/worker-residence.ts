import { GatewayError, type Residence, type ResidenceState } from "@switchyard/core";
import type { RequestBatcher } from "./request-batcher.ts";
import type { WorkerCrew } from "./worker-crew.ts";

export interface WorkerResidenceOptions {
  /** For messages. */
  readonly subject: string;
  readonly batcher: Pick<RequestBatcher, "close" | "suspend" | "queued" | "inFlight">;
  readonly createCrew: () => WorkerCrew;
  /** How long requests are held while the workers come back; longer ones are told to come again. */
  readonly holdMs: number;
  /** Waits for its turn among the models that wake. */
  readonly inTurn: (wake: () => Promise<void>) => Promise<void>;
  readonly onWoken: (durationMs: number) => void;
  /** Workers with these process ids have been exchanged. */
  readonly onRenewed: (pids: readonly number[]) => void;
}

/** Decides whether a version's workers live: one crew after another, and none while it rests. */
export class WorkerResidence implements Residence, AsyncDisposable {
  readonly #options: WorkerResidenceOptions;
  readonly #ending = new Set<Promise<void>>();
  #crew: WorkerCrew;
  #state: ResidenceState = "awake";
  #wasAsked = false;
  #lastAskedMs = performance.now();
  #earlierRestarts = 0;
  #waking: Promise<void> | undefined;
  #holding: NodeJS.Timeout | undefined;
  #isRenewing = false;
  readonly #over = new AbortController();

  constructor(options: WorkerResidenceOptions) {
    this.#options = options;
    this.#crew = options.createCrew();
  }

  /** The workers that live now, or will. */
  get crew(): WorkerCrew {
    return this.#crew;
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** How often workers that died were replaced, in all lives. */
  get restarts(): number {
    return this.#earlierRestarts + this.#crew.restarts;
  }

  get state(): ResidenceState {
    return this.#state;
  }

  get wasAsked(): boolean {
    return this.#wasAsked;
  }

  get idleMs(): number {
    return performance.now() - this.#lastAskedMs;
  }

  get isBusy(): boolean {
    const { queued, inFlight } = this.#options.batcher;
    return queued + inFlight > 0;
  }

  /** Somebody asks. */
  ask(): void {
    this.#wasAsked = true;
    this.#lastAskedMs = performance.now();
    if (this.#state === "resting") this.#wakeOnce();
  }

  /** A worker takes requests. */
  up(): void {
    clearTimeout(this.#holding);
    if (this.#state === "waking") this.#state = "awake";
  }

  async rest(): Promise<boolean> {
    if (this.#state !== "awake" || this.isBusy || this.#isRenewing || this.#isOver) return false;
    this.#state = "resting";
    await this.#dismiss(this.#options.createCrew());
    return true;
  }

  async wake(): Promise<void> {
    this.ask();
    await this.#waking;
  }

  async renew(): Promise<void> {
    if (this.#state !== "awake" || this.#isRenewing) return;
    this.#isRenewing = true;
    await this.#options.inTurn(() => this.#track(this.#exchange()));
    this.#isRenewing = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    clearTimeout(this.#holding);
    await Promise.all([this.#crew[Symbol.asyncDispose](), ...this.#ending]);
  }

  /** These answer until others do; where no others can be started, they stay. */
  async #exchange(): Promise<void> {
    const next = this.#options.createCrew();
    try {
      await next.start(this.#over.signal);
      const pids = this.#crew.links.map(({ pid }) => pid);
      void this.#dismiss(next);
      this.#options.onRenewed(pids);
    } catch {
      await next[Symbol.asyncDispose]();
    }
  }

  /** The workers answer what they have, and end; what comes from now on is for the next ones. */
  #dismiss(next: WorkerCrew): Promise<void> {
    const { batcher } = this.#options;
    for (const link of this.#crew.links) batcher.close(link);
    this.#earlierRestarts += this.#crew.restarts;
    const ended = this.#track(this.#crew[Symbol.asyncDispose]());
    this.#crew = next;
    return ended;
  }

  /** What must have ended before this has. */
  #track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#ending.delete(tracked));
    this.#ending.add(tracked);
    return tracked;
  }

  #wakeOnce(): void {
    if (!this.#isOver) this.#waking = this.#wake();
  }

  async #wake(): Promise<void> {
    const { inTurn, onWoken } = this.#options;
    const startMs = performance.now();
    this.#state = "waking";
    this.#hold();
    await inTurn(async () => await (this.#isOver ? undefined : this.#crew.begin()));
    if (this.#crew.links.length > 0) onWoken(performance.now() - startMs);
  }

  #hold(): void {
    const { holdMs, batcher, subject } = this.#options;
    const release = (): void =>
      batcher.suspend(new GatewayError("model_not_ready", `${subject} is coming back`));
    if (holdMs === 0) release();
    else this.#holding = setTimeout(release, holdMs).unref();
  }
}
