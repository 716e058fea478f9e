import { servers, type Sample } from "../samples.ts";
import { shown, shownSpread } from "./numbers.ts";
import { ratio, type Choice } from "./select.ts";
import { spreadOf, type Spread } from "./spread.ts";
import { table } from "./table.ts";

/** What the samples of one case say, a line for each server and load. */
export function resultsTable(samples: readonly Sample[]): string {
  const groups = Map.groupBy(samples, ({ server, connections, rate }) =>
    JSON.stringify([rate, connections, server]),
  );
  const rows = [...groups.values()].map((group) => rowOf(group, samples));
  const told = head.flatMap((_name, column) =>
    rows.some((row) => (row[column] ?? "") !== "" && row[column] !== shown(undefined)) ? [column] : [],
  );
  const kept = (row: readonly string[]): readonly string[] => told.map((column) => row[column] ?? "");
  return table(kept(head), rows.map(kept));
}

const head = [
  "server",
  "load",
  "req/s",
  "÷ nothing",
  "÷ floor",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "CPU µs",
  "failed",
];

function rowOf(group: readonly Sample[], samples: readonly Sample[]): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const of = (value: (sample: Sample) => number | undefined): Spread | undefined =>
    spreadOf(group.map((each) => value(each) ?? NaN));
  const latency = (["p50Ms", "p95Ms", "p99Ms"] as const).map((name) =>
    shown(of((each) => each.latency?.[name])?.median),
  );
  return [
    first.server,
    loadOf(first),
    shownSpread(of(({ perSecond }) => perSecond)),
    first.server === servers.nothing ? "" : shownSpread(besideNothing(samples, first)),
    first.connections === 0 || first.server === servers.nothing
      ? ""
      : shownSpread(besideFloor(samples, first)),
    ...latency,
    shown(of(({ cpuMicros }) => cpuMicros)?.median),
    String(group.reduce((sum, { failed }) => sum + failed, 0)),
  ];
}

/** What the work alone would allow, where the samples have it. */
const floors = [servers.decodeAll, servers.runAll, servers.run64];

function besideFloor(samples: readonly Sample[], first: Sample): Spread | undefined {
  const server = floors.find((name) => samples.some((each) => each.server === name));
  return server && ratio(samples, first, { ...first, server, connections: 0 });
}

function loadOf({ connections, rate }: Sample): string {
  if (rate !== undefined) return `${rate}/s`;
  return connections === 0 ? "" : String(connections);
}

function besideNothing(samples: readonly Sample[], first: Sample): Spread | undefined {
  const choice: Choice = first;
  return ratio(samples, choice, { ...choice, server: servers.nothing });
}
