import {
  GatewayError,
  sumCounts,
  type ModelStatistics,
  type ModelVersion,
  type RequestCounts,
  type ServingGauges,
  type ServingStatistics,
} from "@switchyard/core";
import { RequestRecorder } from "./request-recorder.ts";

/** A version's place in the book. */
export interface Opened extends Disposable {
  readonly recorder: RequestRecorder;
}

/** What every served model has done, by versions while they serve and in one sum afterwards, so that it stays bounded. */
export class StatisticsBook implements ServingStatistics {
  readonly #models = new Map<string, ModelRecord>();

  /** Counts a version that begins to serve; one that is loaded anew counts on. Closed, it is part of its model's sum. */
  open({ name, version }: Pick<ModelVersion, "name" | "version">, gauges: () => ServingGauges): Opened {
    return this.#recordOf(name).open(version, gauges);
  }

  /** A request found no version that serves; a name that means no model is not counted. */
  refused(model: string, thrown: unknown): void {
    const { code } = GatewayError.from(thrown);
    if (code === "model_not_ready") this.#recordOf(model).refused(code);
  }

  /** Forgets a model that is served no longer. */
  forget(model: string): void {
    this.#models.delete(model);
  }

  statisticsOf(model: string): ModelStatistics | undefined {
    return this.#models.get(model)?.statistics();
  }

  #recordOf(name: string): ModelRecord {
    const known = this.#models.get(name);
    if (known) return known;
    const record = new ModelRecord();
    this.#models.set(name, record);
    return record;
  }
}

interface VersionRecord {
  readonly recorder: RequestRecorder;
  /** Of each servable of this version: two while one takes the other's place. */
  readonly gauges: Set<() => ServingGauges>;
}

class ModelRecord {
  readonly #since = new Date();
  readonly #versions = new Map<string, VersionRecord>();
  /** What found no version. */
  readonly #unserved = new RequestRecorder();
  /** What versions did that have ended; nothing where none has. */
  #closed: RequestCounts | undefined;

  open(version: string, gauges: () => ServingGauges): Opened {
    const record = this.#versions.get(version) ?? { recorder: new RequestRecorder(), gauges: new Set() };
    record.gauges.add(gauges);
    this.#versions.set(version, record);
    return {
      recorder: record.recorder,
      [Symbol.dispose]: () => {
        record.gauges.delete(gauges);
        if (record.gauges.size > 0) return;
        this.#closed = sumCounts([...this.#ended(), record.recorder.snapshot()]);
        this.#versions.delete(version);
      },
    };
  }

  refused(code: GatewayError["code"]): void {
    this.#unserved.requests += 1;
    this.#unserved.failed(code, false);
  }

  statistics(): ModelStatistics {
    const versions = Array.from(this.#versions, ([version, { recorder, gauges }]) => ({
      version,
      counts: recorder.snapshot(),
      gauges: sumGauges(Array.from(gauges, (each) => each())),
    }));
    const unserved = this.#unserved.requests > 0 ? [this.#unserved.snapshot()] : [];
    return {
      since: this.#since,
      // Most models have one version and nothing else, and are looked at every second.
      counts: sumCounts([...versions.map(({ counts }) => counts), ...unserved, ...this.#ended()]),
      gauges: sumGauges(versions.map(({ gauges }) => gauges)),
      unserved: this.#unserved.requests,
      versions,
    };
  }

  #ended(): readonly RequestCounts[] {
    return this.#closed ? [this.#closed] : [];
  }
}

function sumGauges(parts: readonly ServingGauges[]): ServingGauges {
  const sum = (of: (part: ServingGauges) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    queued: sum(({ queued }) => queued),
    maxQueued: sum(({ maxQueued }) => maxQueued),
    inFlight: sum(({ inFlight }) => inFlight),
    restarts: sum(({ restarts }) => restarts),
    workers: sum(({ workers }) => workers),
    pids: parts.flatMap(({ pids }) => pids),
  };
}
