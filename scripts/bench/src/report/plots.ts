import type { Titled } from "./titled.ts";
import type { Sample } from "../samples.ts";
import type { Plot } from "./plot.ts";
import { chosen } from "./select.ts";
import { spreadOf } from "./spread.ts";

/** The closed loops of a case as bars, and what it runs alone as levels. */
export function closedPlot({ name, title }: Titled, all: readonly Sample[]): Plot | undefined {
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

/** The other servers beside Switchyard, by model. */
export function peersPlot(all: readonly Sample[]): Plot | undefined {
  const samples = all.filter(({ part }) => part === "peers");
  if (samples.length === 0) return undefined;
  const models = [...new Set(samples.map(modelOf))];
  const names = [...new Set(samples.map(({ server }) => server))];
  const speed = (server: string, model: string): number | undefined =>
    spreadOf(
      samples
        .filter((each) => each.server === server && modelOf(each) === model)
        .map(({ perSecond }) => perSecond),
    )?.median;
  return {
    title: "32 connections (requests a second)",
    groups: models,
    series: names.map((name) => ({ name, values: models.map((model) => speed(name, model)) })),
    levels: [],
  };
}

function modelOf(sample: Sample): string {
  return sample.case.replace(/ beside .*/, "");
}
