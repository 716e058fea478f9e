import { bars, verdictOf } from "../bars.ts";
import type { Findings } from "../samples.ts";
import { shown, shownSpread } from "./numbers.ts";
import { table } from "./table.ts";

/** Every bar, what was measured, and whether it is reached. */
export function barsTable(findings: Findings): string {
  return table(
    ["bar", "measured", "at least", "aim", "verdict"],
    bars.map((bar) => {
      const value = bar.measured(findings);
      const sign = bar.better === "less" ? "≤ " : "";
      const limit = (each: number | undefined): string =>
        each === undefined ? "" : `${sign}${shown(each)}${bar.unit && ` ${bar.unit}`}`;
      return [bar.name, shownSpread(value), limit(bar.atLeast), limit(bar.aim), verdictOf(bar, value)];
    }),
  );
}
