import type { ModelLine } from "../api/model-line.ts";
import type { CurrentStatistics } from "../api/statistics.ts";
import type { LiveStatistics } from "../state/live-state.ts";

/** The sums over all models; undefined where no model's number is known. */
export interface Totals {
  readonly count: number;
  readonly ready: number;
  readonly requestsPerSecond: number | undefined;
  readonly errorsPerSecond: number | undefined;
  readonly queued: number | undefined;
  readonly memoryBytes: number | undefined;
}

/** Adds up what is known of all models. */
export function totalsOf(
  models: readonly ModelLine[],
  statistics: ReadonlyMap<string, LiveStatistics>,
): Totals {
  const sum = (key: keyof CurrentStatistics): number | undefined => {
    const known = models
      .map(({ name }) => statistics.get(name)?.current[key])
      .filter((value) => typeof value === "number");
    return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
  };
  return {
    count: models.length,
    ready: models.filter(({ status }) => status === "ready").length,
    requestsPerSecond: sum("requests_per_second"),
    errorsPerSecond: sum("errors_per_second"),
    queued: sum("queued"),
    memoryBytes: sum("memory_bytes"),
  };
}
