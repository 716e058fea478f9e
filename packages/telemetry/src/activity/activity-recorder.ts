import type {
  Activity,
  CurrentActivity,
  ModelActivity,
  ModelStatistics,
  ServedModels,
  ServingStatistics,
} from "@switchyard/core";
import { ModelSamples, nothingDone } from "./model-samples.ts";
import type { Sample } from "./rates-between.ts";

export interface ActivityRecorderOptions {
  readonly models: Pick<ServedModels, "names" | "status">;
  readonly statistics: ServingStatistics;
  /** Memory of these processes together. */
  readonly memoryOf: (pids: readonly number[]) => Promise<number | undefined>;
}

const everyMs = 5000;

/** Looks every five seconds at what models have done, and keeps what ten minutes of it tell; disposal ends that. */
export class ActivityRecorder implements Activity, Disposable {
  readonly #options: ActivityRecorderOptions;
  readonly #samples = new Map<string, ModelSamples>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(options: ActivityRecorderOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  of(model: string): ModelActivity {
    const statistics = this.#statisticsOf(model);
    const { since, counts } = statistics ?? { since: undefined, ...nothingDone };
    return { since, counts, current: this.currentOf(model), series: this.#samplesOf(model).points };
  }

  currentOf(model: string): CurrentActivity {
    const { counts, gauges } = this.#statisticsOf(model) ?? nothingDone;
    return this.#samplesOf(model).current(sampleOf(counts), { gauges });
  }

  /** Ends a step of each model. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const names = this.#options.models.names();
    await Promise.all(names.map((name) => this.#lookAt(name)));
    for (const name of this.#samples.keys()) if (!names.includes(name)) this.#samples.delete(name);
    this.#isLooking = false;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #lookAt(name: string): Promise<void> {
    const { models, statistics, memoryOf } = this.#options;
    const { gauges } = statistics.statisticsOf(name) ?? nothingDone;
    const memoryBytes = gauges.pids.length > 0 ? await memoryOf(gauges.pids) : undefined;
    if (!models.names().includes(name)) return;
    const version = models.status(name).current?.version.version;
    const now = statistics.statisticsOf(name) ?? nothingDone;
    this.#samplesOf(name).step(sampleOf(now.counts), now, { version, memoryBytes });
  }

  #statisticsOf(model: string): ModelStatistics | undefined {
    return this.#options.statistics.statisticsOf(model);
  }

  #samplesOf(model: string): ModelSamples {
    const known = this.#samples.get(model);
    if (known) return known;
    const since = this.#statisticsOf(model)?.since.getTime() ?? Date.now();
    const samples = new ModelSamples(since);
    this.#samples.set(model, samples);
    return samples;
  }
}

function sampleOf(counts: Sample["counts"]): Sample {
  return { atMs: Date.now(), counts };
}
