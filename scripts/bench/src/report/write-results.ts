import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../cases.ts";
import { resultsMarkdown, type Results } from "./markdown.ts";
import { plotSvg } from "./plot.ts";
import { closedPlot } from "./plots.ts";

/** Writes results.md, results.json and a plot for each case into a directory. */
export function writeResults(directory: string, results: Results, cases: readonly Case[]): void {
  mkdirSync(directory, { recursive: true });
  const plots = new Set<string>();
  for (const each of cases) {
    const plot = closedPlot(each, results.findings.samples);
    if (!plot) continue;
    writeFileSync(join(directory, `${each.name}.svg`), plotSvg(plot));
    plots.add(each.name);
  }
  writeFileSync(join(directory, "results.md"), resultsMarkdown(results, cases, plots));
  writeFileSync(join(directory, "results.json"), `${JSON.stringify(results, undefined, 1)}\n`);
}
