import { ExportResultCode } from "@opentelemetry/core";
import type { TraceRecord, TracingStatus } from "@switchyard/core";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { RecordedTraces } from "../trace-recorder.ts";
import { createExporter, type OtlpProtocol } from "./create-exporter.ts";
import { spansOf } from "./spans-of.ts";
import { toReadableSpan, type SpanSource } from "./to-readable-span.ts";

export interface OtlpWriterOptions {
  readonly protocol: OtlpProtocol;
  readonly service: { readonly name: string; readonly version: string; readonly instanceId: string };
  readonly onStatus: (status: TracingStatus) => void;
}

interface Recorded {
  readonly epochMs: number;
  readonly records: readonly TraceRecord[];
}

/** Makes spans of what was recorded and exports them by OTLP, a few messages at a time; for a thread of its own. */
export class OtlpWriter {
  readonly #options: OtlpWriterOptions;
  readonly #exporter: SpanExporter;
  readonly #source: SpanSource;
  readonly #waiting: RecordedTraces[] = [];
  readonly #running = new Set<Promise<void>>();
  #status: TracingStatus = { exported: 0, dropped: 0, failure: undefined };

  constructor(options: OtlpWriterOptions) {
    this.#options = options;
    this.#exporter = createExporter(options.protocol);
    this.#source = sourceOf(options);
  }

  take(traces: RecordedTraces): void {
    this.#waiting.push(traces);
    if (this.#running.size < mostRunning) this.#start();
  }

  /** Resolves when all is exported or has failed, or when the time is over. */
  async end(signal: AbortSignal): Promise<void> {
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => resolve(), { once: true });
    await Promise.race([Promise.all(this.#running), aborted]);
  }

  #start(): void {
    const run = this.#run().finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #run(): Promise<void> {
    for (let traces = this.#waiting.shift(); traces; traces = this.#waiting.shift()) {
      const failure = await this.#export(traces).catch(reasonOf);
      const { exported, dropped } = this.#status;
      this.#status =
        failure === undefined
          ? { exported: exported + traces.count, dropped, failure }
          : { exported, dropped: dropped + traces.count, failure };
      this.#options.onStatus(this.#status);
    }
  }

  #export({ text }: RecordedTraces): Promise<string | undefined> {
    const { epochMs, records }: Recorded = JSON.parse(text);
    const spans = records
      .flatMap((record) => spansOf(record, epochMs))
      .map((span) => toReadableSpan(span, this.#source));
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#exporter.export(spans, ({ code, error }) =>
      resolve(code === ExportResultCode.SUCCESS ? undefined : reasonOf(error)),
    );
    return promise;
  }
}

/** Messages on their way at a time; a slow receiver shall not hold up all that comes after. */
const mostRunning = 4;

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function sourceOf({ service }: OtlpWriterOptions): SpanSource {
  const { name, version, instanceId } = service;
  const own = resourceFromAttributes({
    "service.name": name,
    "service.version": version,
    "service.instance.id": instanceId,
    "process.pid": process.pid,
  });
  // What the variables say stands above.
  const resource = own.merge(detectResources({ detectors: [envDetector] }));
  return { resource, instrumentationScope: { name: "switchyard", version } };
}
