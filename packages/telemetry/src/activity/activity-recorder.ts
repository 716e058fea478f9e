import type {
  Activity,
  CurrentActivity,
  ModelActivity,
  ModelStatistics,
  ServedModels,
  ServingStatistics,
} from "@switchyard/core";
import { MeasuredMemory, type MemoryOf } from "./measured-memory.ts";
import { ModelSamples, nothingDone } from "./model-samples.ts";
import type { Sample } from "./rates-between.ts";

export interface ActivityRecorderOptions {
  readonly models: Pick<ServedModels, "names" | "status">;
  readonly statistics: ServingStatistics;
  readonly memoryOf: MemoryOf;
}

interface Watched {
  readonly samples: ModelSamples;
  readonly memory: MeasuredMemory;
}

const everyMs = 5000;
/** How old what is known of memory may be: while somebody looks, and while nobody does. */
const memoryAgeMs = { watched: 9000, unwatched: 29_000 };
/** How long after a question somebody is taken to look. */
const attentionMs = 10_000;

/** Looks every five seconds at what models have done, and keeps what ten minutes of it tell; disposal ends that. */
export class ActivityRecorder implements Activity, Disposable {
  readonly #options: ActivityRecorderOptions;
  readonly #watched = new Map<string, Watched>();
  #lastAskedMs = -Infinity;
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(options: ActivityRecorderOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  of(model: string): ModelActivity {
    const statistics = this.#statisticsOf(model);
    const { since, counts } = statistics ?? { since: undefined, ...nothingDone };
    return { since, counts, current: this.currentOf(model), series: this.#watch(model).samples.points };
  }

  currentOf(model: string): CurrentActivity {
    this.#lastAskedMs = performance.now();
    const { counts, gauges } = this.#statisticsOf(model) ?? nothingDone;
    return this.#watch(model).samples.current(sampleOf(counts), { gauges });
  }

  /** Ends a step of each model. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const names = this.#options.models.names();
    await Promise.all(names.map((name) => this.#lookAt(name)));
    for (const name of this.#watched.keys()) if (!names.includes(name)) this.#watched.delete(name);
    this.#isLooking = false;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #lookAt(name: string): Promise<void> {
    const { models, statistics } = this.#options;
    const { gauges } = statistics.statisticsOf(name) ?? nothingDone;
    const { samples, memory } = this.#watch(name);
    const isLooked = performance.now() - this.#lastAskedMs < attentionMs;
    const memoryBytes = await memory.read(gauges.pids, memoryAgeMs[isLooked ? "watched" : "unwatched"]);
    if (!models.names().includes(name)) return;
    const version = models.status(name).current?.version.version;
    const now = statistics.statisticsOf(name) ?? nothingDone;
    samples.step(sampleOf(now.counts), now, { version, memoryBytes });
  }

  #statisticsOf(model: string): ModelStatistics | undefined {
    return this.#options.statistics.statisticsOf(model);
  }

  #watch(model: string): Watched {
    const known = this.#watched.get(model);
    if (known) return known;
    const since = this.#statisticsOf(model)?.since.getTime() ?? Date.now();
    const watched = {
      samples: new ModelSamples(since),
      memory: new MeasuredMemory(this.#options.memoryOf),
    };
    this.#watched.set(model, watched);
    return watched;
  }
}

function sampleOf(counts: Sample["counts"]): Sample {
  return { atMs: Date.now(), counts };
}
