import type { HistoryEvent, ModelHistory, ServingEvents } from "@switchyard/core";
import { Timeline } from "./timeline.ts";

export interface HistoryRecorderOptions {
  /** The models whose histories are kept. */
  readonly names: () => readonly string[];
  /** Hears of each event as it comes. */
  readonly onEvent: (model: string, event: HistoryEvent) => void;
}

/** Keeps what has happened to each model that is served, in memory. */
export class HistoryRecorder implements ModelHistory {
  readonly #options: HistoryRecorderOptions;
  readonly #timelines = new Map<string, Timeline>();

  constructor(options: HistoryRecorderOptions) {
    this.#options = options;
  }

  /** What it hears of. */
  readonly events: Partial<ServingEvents> = {
    modelStateChanged: (version, state, failure) => this.#of(version.name).enter(version, state, failure),
    modelSwitched: (to, from) => this.#of(to.name).switched(to, from),
    modelHeld: (version, reason, backTo) => this.#of(version.name).held(version, reason, backTo),
    trafficSplit: (current, traffic) => this.#of(current.name).trafficSplit(current, traffic),
    modelRested: (version, reason) => this.#of(version.name).rested(version, reason),
    modelWoken: (version, durationMs) => this.#of(version.name).woken(version, durationMs),
    workerStarted: (version) => this.#of(version.name).workerStarted(version),
    workerEnded: (version, _pid, reason) => {
      // In place of those that have grown others serve already.
      if (reason !== "memory") this.#of(version.name).workerEnded(version);
    },
  };

  of(name: string): readonly HistoryEvent[] {
    return this.#timelines.get(name)?.events ?? [];
  }

  #of(name: string): Timeline {
    const known = this.#timelines.get(name);
    if (known) return known;
    this.#forgetOthers(name);
    const timeline = new Timeline((event) => this.#options.onEvent(name, event));
    this.#timelines.set(name, timeline);
    return timeline;
  }

  /** Names may come and go for as long as the program runs. */
  #forgetOthers(name: string): void {
    const served = new Set([name, ...this.#options.names()]);
    for (const each of this.#timelines.keys()) if (!served.has(each)) this.#timelines.delete(each);
  }
}
