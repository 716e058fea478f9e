import type { Distribution } from "@switchyard/core";
import type { MetricFacts } from "./metric-facts.ts";

export type Labels = Readonly<Record<string, string>>;

/** One number. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** Values by classes. */
export interface HistogramSample {
  readonly labels: Labels;
  readonly values: Distribution;
  /** The upper bounds of the classes, as they are told; the last is infinite. */
  readonly bounds: readonly number[];
}

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** What Prometheus is told under one name. */
export type Metric = Described &
  (
    | {
        readonly type: "counter" | "gauge";
        readonly samples: (facts: MetricFacts) => readonly Sample[];
      }
    | {
        readonly type: "histogram";
        readonly samples: (facts: MetricFacts) => readonly HistogramSample[];
      }
  );
