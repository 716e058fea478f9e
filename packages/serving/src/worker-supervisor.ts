import {
  GatewayError,
  type LoadFrame,
  type ModelVersion,
  type ServingEvents,
  type StartWorker,
} from "@switchyard/core";
import { setTimeout as delay } from "node:timers/promises";
import { restartDelayMs } from "./restart-delay.ts";
import { WorkerLink } from "./worker-link.ts";

export interface WorkerSupervisorOptions {
  readonly version: ModelVersion;
  readonly start: StartWorker;
  readonly load: Omit<LoadFrame, "kind">;
  readonly loadTimeoutMs: number;
  readonly events: ServingEvents;
  /** A worker is ready for frames. */
  readonly onUp: (link: WorkerLink) => void;
  /** A worker that was ready is gone; tells whether it had answered anything. */
  readonly onDown: (link: WorkerLink) => { readonly answered: boolean };
  /** A worker could not be started in place of a dead one; it is tried again. */
  readonly onTrouble: (error: GatewayError) => void;
}

/** Keeps one worker alive: one that dies is replaced at once, one that keeps dying with back-off. */
export class WorkerSupervisor implements AsyncDisposable {
  readonly #options: WorkerSupervisorOptions;
  readonly #stopping = new AbortController();
  #link: WorkerLink | undefined;
  #replacing: Promise<void> | undefined;
  #uselessLives = 0;
  #restarts = 0;

  constructor(options: WorkerSupervisorOptions) {
    this.#options = options;
  }

  /** The live worker, if there is one. */
  get link(): WorkerLink | undefined {
    return this.#link;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Starts the first worker, which nobody waits for yet; throws `load_failed` when it cannot load the model. */
  start(signal: AbortSignal): Promise<WorkerLink> {
    return this.#start(signal, { inBackground: true });
  }

  /** Starts the first worker while others wait for it, with back-off until it loads; resolves after the first try. */
  begin(): Promise<void> {
    const tried = this.#restart();
    this.#replacing = tried.then(async (isUp) => await (isUp ? undefined : this.#replace()));
    return tried.then(() => undefined);
  }

  async #start(
    signal: AbortSignal,
    { inBackground }: { readonly inBackground: boolean },
  ): Promise<WorkerLink> {
    const { version, start, load, loadTimeoutMs, events, onUp } = this.#options;
    const startedMs = performance.now();
    const link = await WorkerLink.start({
      start,
      load,
      inBackground,
      signal: AbortSignal.any([signal, this.#stopping.signal, AbortSignal.timeout(loadTimeoutMs)]),
      onEnd: (ended) => this.#onEnd(ended),
      onLog: (level, message) => events.workerLog(version, level, message),
    });
    this.#link = link;
    events.workerStarted(version, link.pid, performance.now() - startedMs);
    onUp(link);
    return link;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#replacing;
    await this.#link?.[Symbol.asyncDispose]();
  }

  #onEnd(link: WorkerLink): void {
    const { version, events, onDown } = this.#options;
    this.#link = undefined;
    this.#uselessLives = onDown(link).answered ? 0 : this.#uselessLives + 1;
    if (this.#stopping.signal.aborted) return;
    events.workerEnded(version, link.pid, link.endReason);
    this.#replacing = this.#replace();
  }

  async #replace(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#pause(restartDelayMs(this.#uselessLives));
      if (!(await this.#restart())) continue;
      this.#restarts += 1;
      return;
    }
  }

  async #restart(): Promise<boolean> {
    try {
      await this.#start(this.#stopping.signal, { inBackground: false });
      return true;
    } catch (thrown) {
      this.#uselessLives += 1;
      if (!this.#stopping.signal.aborted) this.#options.onTrouble(GatewayError.from(thrown));
      return false;
    }
  }

  async #pause(delayMs: number): Promise<void> {
    if (delayMs > 0)
      await delay(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
