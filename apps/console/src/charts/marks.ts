import type { StatisticsPoint } from "../api/statistics.ts";

/** A moment in a chart at which something changed. */
export interface Mark {
  /** Seconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** Where another version began to answer. */
export function versionMarks(series: readonly StatisticsPoint[]): readonly Mark[] {
  let before: string | undefined;
  return series.flatMap(({ at, version }) => {
    if (typeof version !== "string" || version === before) return [];
    const isFirst = before === undefined;
    before = version;
    return isFirst ? [] : [{ at: Date.parse(at) / 1000, text: `v${version}` }];
  });
}
