import { WorkerSupervisor, type WorkerSupervisorOptions } from "./worker-supervisor.ts";
import type { WorkerLink } from "./worker-link.ts";

export interface WorkerCrewOptions extends WorkerSupervisorOptions {
  /** Workers side by side. */
  readonly replicas: number;
}

/** The workers of one version from their start to their end, each of them kept alive. */
export class WorkerCrew implements AsyncDisposable {
  readonly #supervisors: readonly WorkerSupervisor[];

  constructor({ replicas, ...options }: WorkerCrewOptions) {
    this.#supervisors = Array.from({ length: replicas }, () => new WorkerSupervisor(options));
  }

  get links(): readonly WorkerLink[] {
    return this.#supervisors.flatMap(({ link }) => link ?? []);
  }

  get restarts(): number {
    return this.#supervisors.reduce((sum, { restarts }) => sum + restarts, 0);
  }

  /** Starts every worker, before anybody waits for them; throws `load_failed` when one cannot load the model. */
  async start(signal: AbortSignal): Promise<readonly WorkerLink[]> {
    return await Promise.all(this.#supervisors.map((each) => each.start(signal)));
  }

  /** Starts every worker while requests wait; resolves when each was tried once, and tries on. */
  async begin(): Promise<void> {
    await Promise.all(this.#supervisors.map((each) => each.begin()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#supervisors.map((each) => each[Symbol.asyncDispose]()));
  }
}
