import type { Promotion, TrainingEvent, TrainingJob } from "@switchyard/core";
import { EventLog } from "./event-log.ts";
import { eventsOf, mergeReport, progressOf } from "./merge-report.ts";
import type { Report } from "./report.ts";

/** How a job ended. */
export interface Conclusion {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly error: string | undefined;
}

/** One job from its making to its end: its state, what happened to it, and the wish that it end. */
export class Job {
  readonly #events = new EventLog();
  readonly #ended = Promise.withResolvers<TrainingJob>();
  readonly #cancelling = new AbortController();
  #state: TrainingJob;
  #cancelledBecause: string | undefined;
  readonly #onChange: (state: TrainingJob) => void;

  constructor(state: TrainingJob, onChange: (state: TrainingJob) => void) {
    this.#state = state;
    this.#onChange = onChange;
    this.#events.append(progressOf(state));
    onChange(state);
  }

  get state(): TrainingJob {
    return this.#state;
  }

  get hasEnded(): boolean {
    return this.#state.endedAt !== undefined;
  }

  /** Resolves once it has ended. */
  get ended(): Promise<TrainingJob> {
    return this.#ended.promise;
  }

  /** Aborts when the job is to end early. */
  get signal(): AbortSignal {
    return this.#cancelling.signal;
  }

  /** Why it is to end early. */
  get cancelledBecause(): string | undefined {
    return this.#cancelledBecause;
  }

  begin(): void {
    this.#become({ ...this.#state, status: "running", startedAt: new Date() });
    this.#events.append(progressOf(this.#state));
  }

  /** Takes in what its command said. */
  report(report: Report): void {
    this.#become(mergeReport(this.#state, report));
    for (const event of eventsOf(this.#state, report)) this.#events.append(event);
  }

  promoted(promotion: Promotion): void {
    this.#become({ ...this.#state, promotion });
  }

  cancel(because: string): void {
    this.#cancelledBecause ??= because;
    this.#cancelling.abort();
  }

  end({ status, error }: Conclusion): void {
    const progress = status === "succeeded" ? 1 : this.#state.progress;
    this.#become({ ...this.#state, status, error, progress, endedAt: new Date() });
    this.#events.append({ kind: "end", job: this.#state });
    this.#ended.resolve(this.#state);
  }

  follow(signal: AbortSignal): AsyncIterable<TrainingEvent> {
    return this.#events.follow(signal);
  }

  #become(state: TrainingJob): void {
    this.#state = state;
    this.#onChange(state);
  }
}
