import type { ModelVersion, Residence, ServableModel, ServingEvents } from "@switchyard/core";
import { processBytes } from "../process-bytes.ts";
import { chooseResting, type Occupant } from "./choose-resting.ts";
import { Renewals } from "./renewals.ts";

/** A version that is loaded and proven, and what its settings say of its memory. */
export interface Resident {
  readonly version: ModelVersion;
  readonly servable: ServableModel;
  readonly residence: Residence;
  /** Its own limit. */
  readonly maxBytes: number | undefined;
  readonly isPinned: boolean;
  /** Whether it took no other version's place. */
  readonly isFirst: boolean;
}

export interface MemoryKeeperOptions {
  /** Of all workers together; no version is put to rest where it is left out. */
  readonly maxBytes: number | undefined;
  readonly minIdleMs: number;
  readonly residents: () => readonly Resident[];
  readonly events: Pick<ServingEvents, "modelRested" | "workerLog">;
  /** How often it looks by itself; only when it is told to when left out. */
  readonly everyMs?: number;
}

type Measured = Resident & Occupant;

/** Keeps the workers' memory within its limits: puts idle versions to rest, and exchanges workers that have grown too large. */
export class MemoryKeeper implements AsyncDisposable {
  readonly #options: MemoryKeeperOptions;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #renewals = new Renewals();
  #looking: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #isOver = false;

  constructor(options: MemoryKeeperOptions) {
    this.#options = options;
    if (options.everyMs !== undefined)
      this.#timer = setInterval(() => void this.look(), options.everyMs).unref();
  }

  /** Measures and acts; one that is asked for while another runs begins after it. */
  look(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    if (!this.#looking) return this.#begin();
    this.#next ??= this.#looking.then(() => {
      this.#next = undefined;
      return this.look();
    });
    return this.#next;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  #begin(): Promise<void> {
    const looking = this.#look().finally(() => (this.#looking = undefined));
    this.#looking = looking;
    return looking;
  }

  async #look(): Promise<void> {
    const measured = await Promise.all(this.#options.residents().map(measure));
    await Promise.all(measured.map((each) => this.#renewTooLarge(each)));
    const { maxBytes, minIdleMs } = this.#options;
    if (maxBytes === undefined) return;
    const chosen = chooseResting(measured, { maxBytes, minIdleMs });
    await Promise.all(chosen.map((each) => this.#rest(each)));
  }

  async #rest({ version, residence, bytes }: Measured): Promise<void> {
    const { events, maxBytes = 0 } = this.#options;
    if (!(await residence.rest())) return;
    const reason = `all workers together held more than ${megabytes(maxBytes)} MB, and its ${megabytes(bytes)} MB had been idle longest`;
    events.modelRested(version, reason);
  }

  async #renewTooLarge({ version, residence, bytes, maxBytes }: Measured): Promise<void> {
    if (maxBytes === undefined || bytes <= maxBytes || !this.#renewals.isDue(residence)) return;
    const message = `its workers hold ${megabytes(bytes)} MB, more than its maxMemoryBytes of ${megabytes(maxBytes)} MB, and are exchanged`;
    this.#options.events.workerLog(version, "warn", message);
    await residence.renew();
  }
}

async function measure(resident: Resident): Promise<Measured> {
  const { servable, residence, isFirst } = resident;
  const { pids } = servable.statistics();
  const sizes = await Promise.all(pids.map(processBytes));
  const bytes = sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  const { idleMs, isBusy, wasAsked } = residence;
  return { ...resident, bytes, idleMs, isBusy, isUnasked: isFirst && !wasAsked };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
