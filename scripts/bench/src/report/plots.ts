import type { Case } from "../cases.ts";
import type { Sample } from "../samples.ts";
import type { Plot } from "./plot.ts";
import { chosen } from "./select.ts";
import { spreadOf } from "./spread.ts";

/** The closed loops of a case as bars, and what it runs alone as levels. */
export function closedPlot({ name, title }: Case, all: readonly Sample[]): Plot | undefined {
  const samples = all.filter((each) => each.part === "closed" && each.case === name);
  const asked = samples.filter(({ connections }) => connections > 0);
  if (asked.length === 0) return undefined;
  const counts = [...new Set(asked.map(({ connections }) => connections))];
  const names = [...new Set(asked.map(({ server }) => server))];
  const speed = (server: string, connections: number): number | undefined =>
    spreadOf(chosen(samples, { case: name, server, connections }).map(({ perSecond }) => perSecond))?.median;
  const floors = [
    ...new Set(samples.filter(({ connections }) => connections === 0).map(({ server }) => server)),
  ];
  const levels = floors.map((server) => ({ name: server, value: speed(server, 0) ?? 0 }));
  const values = names.map((server) => counts.map((count) => speed(server, count)));
  const highest = Math.max(...values.flat().map((each) => each ?? 0));
  return {
    title: `${title} (requests a second)`,
    groups: counts.map((each) => `${each} ${each === 1 ? "connection" : "connections"}`),
    series: names.map((server, index) => ({ name: server, values: values[index] ?? [] })),
    // What is far above would flatten all else.
    levels: levels.filter(({ value }) => value < highest * 2),
  };
}
