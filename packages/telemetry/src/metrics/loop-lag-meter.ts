import { monitorEventLoopDelay } from "node:perf_hooks";
import type { LoopLag } from "./metric-facts.ts";

type Histogram = ReturnType<typeof monitorEventLoopDelay>;

const resolutionMs = 20;
const nanoseconds = 1e9;

/** Measures how late turns of the event loop are, from the first time that anybody asks. */
export class LoopLagMeter {
  #histogram: Histogram | undefined;

  /** Since it was asked before. */
  read(): LoopLag {
    const histogram = this.#histogram ?? begun();
    this.#histogram = histogram;
    const median = lag(histogram.percentile(50));
    const lags = { median, p99: lag(histogram.percentile(99)), max: lag(histogram.max) };
    histogram.reset();
    return lags;
  }
}

function begun(): Histogram {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return histogram;
}

/** What is measured is the time between two looks, which are so far apart when nothing is late. */
function lag(betweenNs: number): number {
  return Math.max(0, betweenNs / nanoseconds - resolutionMs / 1000);
}
