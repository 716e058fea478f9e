import {
  sumCounts,
  type ActivityPoint,
  type CurrentActivity,
  type ModelStatistics,
  type ServingGauges,
} from "@switchyard/core";
import { ratesBetween, type Sample } from "./rates-between.ts";

/** What is seen of a model beside its statistics. */
export interface Sight {
  readonly version: string | undefined;
  readonly memoryBytes: number | undefined;
}

const idle: ServingGauges = { queued: 0, maxQueued: 0, inFlight: 0, restarts: 0, workers: 0, pids: [] };

/** What a model that never served has done. */
export const nothingDone: Omit<ModelStatistics, "since"> = {
  counts: sumCounts([]),
  gauges: idle,
  unserved: 0,
  versions: [],
};

/** As many points as ten minutes have steps of five seconds. */
const mostPoints = 120;
/** How many steps the rates of just now look back. */
const stepsBack = 2;

/** A model's counts at the latest steps, and what they tell of the last ten minutes. */
export class ModelSamples {
  readonly #startMs: number;
  /** The latest last. */
  #samples: readonly Sample[];
  readonly #points: ActivityPoint[] = [];
  #memoryBytes: number | undefined;

  constructor(startMs: number) {
    this.#startMs = startMs;
    this.#samples = [{ atMs: startMs, counts: nothingDone.counts }];
  }

  get points(): readonly ActivityPoint[] {
    return this.#points;
  }

  /** Ends a step. */
  step(sample: Sample, { gauges }: Pick<ModelStatistics, "gauges">, { version, memoryBytes }: Sight): void {
    const { rowsPerRun: _, ...rates } = ratesBetween(this.#back(1, sample), sample);
    this.#memoryBytes = memoryBytes;
    this.#points.push({ at: new Date(), ...rates, queued: gauges.queued, memoryBytes, version });
    if (this.#points.length > mostPoints) this.#points.shift();
    this.#samples = [...this.#samples, sample].slice(-stepsBack - 1);
  }

  current(sample: Sample, { gauges }: Pick<ModelStatistics, "gauges">): CurrentActivity {
    const { queued, inFlight, workers, restarts } = gauges;
    const rates = ratesBetween(this.#back(stepsBack, sample), sample);
    return { ...rates, queued, inFlight, memoryBytes: this.#memoryBytes, workers, restarts };
  }

  /** The sample of so many steps ago, or the first; a model that counts anew has none of before. */
  #back(steps: number, { counts }: Sample): Sample {
    const before = this.#samples.at(-steps) ?? this.#samples[0];
    const isOlder = before !== undefined && before.counts.requests <= counts.requests;
    return isOlder ? before : { atMs: this.#startMs, counts: nothingDone.counts };
  }
}
