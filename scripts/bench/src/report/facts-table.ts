import type { Fact } from "../samples.ts";
import { shownSpread } from "./numbers.ts";
import { spreadOf } from "./spread.ts";
import { table } from "./table.ts";

/** Figures that stand for themselves. */
export function factsTable(facts: readonly Fact[]): string {
  const rows = [...Map.groupBy(facts, ({ name }) => name)].map(([name, group]) => [
    name,
    shownSpread(spreadOf(group.map(({ value }) => value))),
    group[0]?.unit ?? "",
  ]);
  return table(["figure", "value", "unit"], rows);
}
