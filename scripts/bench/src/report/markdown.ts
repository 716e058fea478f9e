import type { Titled } from "./titled.ts";
import type { Findings, Sample } from "../samples.ts";
import { barsTable } from "./bars-table.ts";
import { factsTable } from "./facts-table.ts";
import type { Machine } from "./machine.ts";
import { resultsTable } from "./results-table.ts";

const titles: Readonly<Record<string, string>> = {
  closed: "Closed loops",
  open: "Open loops",
  mixed: "Models at once",
  switches: "Switches under load",
  peers: "Beside other servers",
};

export interface Results {
  readonly machine: Machine;
  readonly rounds: number;
  readonly seconds: number;
  readonly findings: Findings;
}

/** The whole report; its plots lie beside it. */
export function resultsMarkdown(
  { machine, rounds, seconds, findings }: Results,
  cases: readonly Titled[],
  plots: ReadonlySet<string>,
): string {
  const parts = Map.groupBy(findings.samples, ({ part }) => part);
  const sections = [...parts].flatMap(([part, samples]) =>
    [`## ${titles[part] ?? part}`].concat(
      imageOf(part, plots),
      sectionsOf(samples, cases, part === "closed" ? plots : new Set()),
    ),
  );
  const absences = findings.absences.map(({ server, reason }) => `- ${server}: ${reason}`);
  return [
    "# Results",
    `${machine.date}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, load by ${machine.loadGenerator} on the same cores; medians of ${rounds} interleaved rounds of ${seconds} s (least–most). Load average before: ${machine.loadBefore}. [How to read this](README.md).`,
    "## Bars",
    barsTable(findings),
    ...sections,
    "## Other figures",
    factsTable(findings.facts),
    ...(absences.length > 0 ? ["## Not measured", absences.join("\n")] : []),
    "",
  ].join("\n\n");
}

function sectionsOf(
  samples: readonly Sample[],
  cases: readonly Titled[],
  plots: ReadonlySet<string>,
): readonly string[] {
  return [...Map.groupBy(samples, (each) => each.case)].flatMap(([name, own]) => {
    const title = `### ${cases.find((each) => each.name === name)?.title ?? name}`;
    return [title].concat(imageOf(name, plots), resultsTable(own));
  });
}

function imageOf(name: string, plots: ReadonlySet<string>): readonly string[] {
  return plots.has(name) ? [`![${name}](${name}.svg)`] : [];
}
